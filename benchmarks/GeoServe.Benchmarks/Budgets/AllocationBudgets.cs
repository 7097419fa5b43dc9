using System.Text.Json;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace GeoServe.Benchmarks.Budgets;

/// <summary>Most bytes that a benchmark may allocate each time, from <c>budgets.json</c>: times differ from machine to machine, bytes do not.</summary>
/// <param name="bytes">By the benchmark's name: class, method and parameters.</param>
internal sealed class AllocationBudgets(IReadOnlyDictionary<string, long> bytes)
{
    /// <summary>Reads the file that stands beside the program.</summary>
    public static AllocationBudgets Read() =>
        new(JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "budgets.json")), new JsonSerializerOptions { ReadCommentHandling = JsonCommentHandling.Skip })!);

    /// <summary>Tells of every benchmark that allocated more than its budget or was not measured; false if there is one.</summary>
    public bool Check(IEnumerable<Summary> summaries, TextWriter output)
    {
        bool isKept = true;
        foreach (BenchmarkReport report in summaries.SelectMany(summary => summary.Reports))
        {
            string name = NameOf(report.BenchmarkCase);
            if (!bytes.TryGetValue(name, out long budget)) continue;
            if (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is not { } allocated)
            {
                output.WriteLine($"{name}: has a budget of {budget} B, and was not measured.");
                isKept = false;
            }
            else if (allocated > budget)
            {
                output.WriteLine($"{name}: allocates {allocated} B, and its budget is {budget} B.");
                isKept = false;
            }
        }
        return isKept;
    }

    private static string NameOf(BenchmarkCase benchmark) =>
        $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}({string.Join(", ", benchmark.Parameters.Items.Select(item => FormattableString.Invariant($"{item.Name}: {item.Value}")))})";
}
