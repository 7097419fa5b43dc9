using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Relief;

/// <summary>The smooth course of a great river with its half width, downstream; metres in the working plane.</summary>
internal sealed record RiverCourse(string Name, string NameEn, int Rank, double[] Xs, double[] Ys, double[] HalfWidths)
{
    /// <summary>Rounds the corners of a course and gives it its width, which grows downstream.</summary>
    public static RiverCourse Of(SeedRiver river)
    {
        (double[] xs, double[] ys) = (river.Xs, river.Ys);
        for (int round = 0; round < 3; round++) (xs, ys) = Polylines.Chaikin(xs, ys);
        (xs, ys) = Polylines.Relaxed(xs, ys, 6);
        var widths = new double[xs.Length];
        (double from, double to) = river.Rank == 1 ? (260.0, 420.0) : river.Name == "嘉陵江" ? (120.0, 190.0) : (80.0, 130.0);
        for (int i = 0; i < widths.Length; i++)
        {
            double share = (double)i / widths.Length;
            widths[i] = (from + (to - from) * share) * (1 + 0.22 * Math.Sin(i * 0.031) + 0.13 * Math.Sin(i * 0.0137 + 1));
        }
        return new RiverCourse(river.Name, river.NameEn, river.Rank, xs, ys, widths);
    }
}
