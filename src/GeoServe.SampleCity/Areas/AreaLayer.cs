using GeoServe.SampleCity.Meshes;

namespace GeoServe.SampleCity.Areas;

/// <summary>One layer of areas over all districts, as labels of nodes; areas of a district are numbered from 0.</summary>
internal sealed class AreaLayer(string name, int districts)
{
    /// <summary>Such as "hillslopes".</summary>
    public string Name { get; } = name;

    /// <summary>For each district one label a node.</summary>
    public int[][] Labels { get; } = new int[districts][];

    /// <summary>For each district how many areas.</summary>
    public int[] Counts { get; } = new int[districts];

    /// <summary>Number of a district's first area among those of the city.</summary>
    public int FirstOf(int district) => Counts.AsSpan(0, district).ToArray().Sum();

    /// <summary>Tells all borders where areas of this layer meet on them.</summary>
    public void MarkBorders(DistrictMesh[] meshes, BorderNetwork borders)
    {
        foreach (DistrictMesh mesh in meshes) AreaAssembler.MarkBorder(mesh, borders, Labels[mesh.District]);
    }

    /// <summary>
    /// Makes all areas, district by district, and proves that they are a coverage; along the borders of a layer of smaller ones that
    /// they are made of, if there is one.
    /// </summary>
    public AreaShape[] Assemble(DistrictMesh[] meshes, BorderNetwork borders, AreaLayer? smaller, CancellationToken cancellationToken)
    {
        var parts = new AreaShape?[meshes.Length][];
        Parallel.ForEach(meshes, new ParallelOptions { CancellationToken = cancellationToken },
            mesh => parts[mesh.District] = AreaAssembler.Assemble(mesh, borders, Labels[mesh.District], Counts[mesh.District], smaller?.Labels[mesh.District]));
        AreaShape[] areas = [.. parts.SelectMany(part => part).Select(area =>
            area ?? throw new InvalidOperationException($"An area of '{Name}' has no node."))];
        CoverageCheck.Require(Name, areas, cancellationToken);
        return areas;
    }

    /// <summary>Shares a number out in proportion to weights (largest remainders), at least <paramref name="least"/> each.</summary>
    public static int[] Share(int whole, IReadOnlyList<double> weights, IReadOnlyList<int> least)
    {
        double sum = weights.Sum();
        int[] shares = [.. weights.Select((weight, i) => Math.Max(least[i], (int)Math.Floor(whole * weight / sum)))];
        int[] byRemainder = [.. Enumerable.Range(0, shares.Length)
            .OrderByDescending(i => whole * weights[i] / sum - shares[i]).ThenBy(i => i)];
        for (int left = whole - shares.Sum(), k = 0; left > 0; left--, k++) shares[byRemainder[k % shares.Length]]++;
        while (shares.Sum() > whole)
        {
            int most = Enumerable.Range(0, shares.Length).Where(i => shares[i] > least[i]).DefaultIfEmpty(-1)
                .MaxBy(i => i < 0 ? 0 : shares[i] - whole * weights[i] / sum);
            if (most < 0) throw new InvalidOperationException($"{whole} cannot be shared out with these smallest shares.");
            shares[most]--;
        }
        return shares;
    }
}
