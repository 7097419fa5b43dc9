using GeoServe.SampleCity;

namespace GeoServe.Server.Commands;

/// <summary>Shows progress: on a terminal one line that is written over, elsewhere a line a step.</summary>
internal sealed class ProgressLine : IProgress<SampleProgress>
{
    private string _step = "";

    public void Report(SampleProgress value)
    {
        string left = value.Left is { } time ? $", {time.TotalSeconds:0} s left" : "";
        if (Console.IsOutputRedirected)
        {
            if (value.Step != _step) Console.WriteLine($"{value.Fraction:0 %} {value.Step}{left}");
        }
        else
        {
            Console.Write($"\r{value.Fraction:0 %} {value.Step}{left}".PadRight(79));
            if (value.Fraction >= 1) Console.WriteLine();
        }
        _step = value.Step;
    }
}
