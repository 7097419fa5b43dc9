using System.Buffers;
using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>A list on an array lent by the shared pool: grows like a list, gives spans, and is given back whole. Not safe for concurrent use.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class PooledList<T> : IDisposable
{
    private T[] _items;

    /// <summary>An empty list with room for some items.</summary>
    public PooledList(int capacity = 256) => _items = ArrayPool<T>.Shared.Rent(capacity);

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>The items; valid until the list grows or is disposed.</summary>
    public Span<T> Span => _items.AsSpan(0, Count);

    /// <summary>One item.</summary>
    public ref T this[int index] => ref Span[index];

    /// <summary>Number of items, for indexes from the end.</summary>
    public int Length => Count;

    /// <summary>Adds one item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        if (Count == _items.Length) Grow(Count + 1);
        _items[Count++] = item;
    }

    /// <summary>Adds items.</summary>
    public void AddRange(ReadOnlySpan<T> items)
    {
        items.CopyTo(Reserve(items.Length));
    }

    /// <summary>Makes room for so many items at the end, counts them, and gives the room to be written.</summary>
    public Span<T> Reserve(int count)
    {
        if (Count + count > _items.Length) Grow(Count + count);
        Span<T> room = _items.AsSpan(Count, count);
        Count += count;
        return room;
    }

    /// <summary>Takes items off the end, down to so many.</summary>
    public void Truncate(int count) => Count = Math.Min(count, Count);

    /// <summary>Empties the list and keeps its room.</summary>
    public void Clear() => Count = 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        T[] items = Interlocked.Exchange(ref _items, []);
        Count = 0;
        if (items.Length > 0) ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }

    private void Grow(int atLeast)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(atLeast, _items.Length * 2));
        _items.AsSpan(0, Count).CopyTo(larger);
        if (_items.Length > 0) ArrayPool<T>.Shared.Return(_items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        _items = larger;
    }
}
