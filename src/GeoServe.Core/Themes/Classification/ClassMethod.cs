namespace GeoServe.Core.Themes.Classification;

/// <summary>How numbers are cut into classes.</summary>
public enum ClassMethod
{
    /// <summary>Classes of one width from the least value to the largest.</summary>
    EqualInterval,
    /// <summary>Classes of about one count (R's type 7, linear between neighbours).</summary>
    Quantile,
    /// <summary>The classes whose squared deviations from their means add up to the least: Fisher and Jenks, exact.</summary>
    NaturalBreaks,
    /// <summary>Cut at the mean and at whole and half standard deviations around it.</summary>
    StandardDeviation,
    /// <summary>Cut at the mean, then at the mean of what lies above it, and so on (Jiang 2013); for heavy tails.</summary>
    HeadTail,
    /// <summary>About the wanted number of classes at round numbers.</summary>
    Pretty,
    /// <summary>Cut in the middle of the widest gaps.</summary>
    MaximumBreaks,
    /// <summary>At percentiles 1, 10, 50, 90 and 99: the extremes get classes of their own.</summary>
    Percentiles,
    /// <summary>At the quartiles, and at 1.5 times the distance between them beyond: outliers get classes of their own.</summary>
    BoxPlot,
    /// <summary>At numbers that the recipe gives.</summary>
    Manual,
}
