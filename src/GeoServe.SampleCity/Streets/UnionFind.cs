namespace GeoServe.SampleCity.Streets;

/// <summary>Which of some things hang together.</summary>
internal sealed class UnionFind(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    /// <summary>The one that stands for all that hang together with this one.</summary>
    public int Find(int item)
    {
        while (_parents[item] != item) item = _parents[item] = _parents[_parents[item]];
        return item;
    }

    /// <summary>Joins two; false when they hung together already.</summary>
    public bool Join(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a == b) return false;
        // The smaller number stands for both, so that the result does not depend on the order of joins.
        if (a < b) _parents[b] = a;
        else _parents[a] = b;
        return true;
    }
}
