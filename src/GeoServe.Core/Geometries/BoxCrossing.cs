namespace GeoServe.Core.Geometries;

/// <summary>Where an edge of a ring crosses a side of a box that lies half a unit beside the whole numbers.</summary>
internal struct BoxCrossing
{
    private const double Stride = 1L << 33;     // longer than any side
    private const double Near = 1.0 / 1024;     // far above the rounding of a key, below what whole numbers are apart

    private double _place;
    private long _start, _rise, _run, _width;   // the place exactly: start + rise * run / width

    /// <summary>Place along the perimeter from the first corner, rounded.</summary>
    public double Key { get; private set; }

    /// <summary>The side: 0 north, 1 east, 2 south, 3 west.</summary>
    public int Side { get; private set; }

    /// <summary>Into the box, or out of it.</summary>
    public bool Enters { get; private set; }

    /// <summary>The piece of the ring inside the box that begins or ends here.</summary>
    public int Chain { get; private set; }

    /// <summary>Place along the side, rounded to the nearest whole number of the box.</summary>
    public int Along { get; private set; }

    /// <summary>The crossing of an edge: first numbers across the side, second numbers along it; always reckoned from the end with the smaller number across.</summary>
    public static BoxCrossing Of(int across0, int along0, int across1, int along1, long doubledSide, int low, int high)
    {
        if (across0 > across1) (across0, along0, across1, along1) = (across1, along1, across0, along0);
        BoxCrossing crossing = default;
        crossing._start = along0;
        crossing._rise = (long)along1 - along0;
        crossing._run = doubledSide - (2L * across0);
        crossing._width = 2 * ((long)across1 - across0);
        crossing._place = along0 + (crossing._rise * ((double)crossing._run / crossing._width));
        crossing.Along = (int)Math.Clamp(Math.Round(crossing._place), low, high);
        return crossing;
    }

    /// <summary>Says on which side, in which direction and at which piece.</summary>
    public void Place(int side, bool enters, int chain, int from)
    {
        (Side, Enters, Chain) = (side, enters, chain);
        Key = (side * Stride) + (side < 2 ? _place - from : from - _place);
    }

    /// <summary>Order along the perimeter, exact.</summary>
    public static int Compare(in BoxCrossing a, in BoxCrossing b)
    {
        double apart = a.Key - b.Key;
        if (apart is > Near or < -Near) return apart > 0 ? 1 : -1;
        if (a.Side != b.Side) return a.Side.CompareTo(b.Side);
        Int128 first = (((Int128)a._start * a._width) + ((Int128)a._rise * a._run)) * b._width;
        Int128 second = (((Int128)b._start * b._width) + ((Int128)b._rise * b._run)) * a._width;
        return a.Side < 2 ? first.CompareTo(second) : second.CompareTo(first);
    }
}
