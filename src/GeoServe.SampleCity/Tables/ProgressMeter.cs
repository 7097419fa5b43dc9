using System.Diagnostics;

namespace GeoServe.SampleCity.Tables;

/// <summary>Tells how far the work is, by the share that each step was measured to take.</summary>
internal sealed class ProgressMeter(IProgress<SampleProgress> progress)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private double _done, _share;
    private string _step = "";

    /// <summary>Ends the step at hand and begins another one, which takes that share of the whole, 0 to 1.</summary>
    public void Begin(string step, double share)
    {
        _done = Math.Min(1, _done + _share);
        (_step, _share) = (step, share);
        Tell(0);
    }

    /// <summary>Tells how much of the step is done, 0 to 1.</summary>
    public void Tell(double ofStep)
    {
        double fraction = Math.Min(1, _done + _share * ofStep);
        TimeSpan? left = fraction > 0.02 ? _watch.Elapsed * ((1 - fraction) / fraction) : null;
        progress.Report(new SampleProgress(_step, fraction, left));
    }

    /// <summary>Tells that all is done.</summary>
    public void End() => progress.Report(new SampleProgress("done", 1, TimeSpan.Zero));
}
