using System.Text;
using GeoServe.Indexing.Building;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing.Building;

public class ValueHeapTests
{
    [Test]
    public void Equal_values_have_one_number_and_nothing_has_0()
    {
        using var heap = new ValueHeap("/nowhere");

        uint a = heap.NumberOf("a"u8, out bool isNew), b = heap.NumberOf("bcdef"u8, out _), again = heap.NumberOf("a"u8, out bool isNewAgain);

        Assert.That((a, b, again), Is.EqualTo((1u, 2u, 1u)), "quarters of the offset; the first four bytes are free");
        Assert.That((isNew, isNewAgain), Is.EqualTo((true, false)));
        Assert.That(heap.NumberOf([], out _), Is.Zero);
        Assert.That(heap.NumberOf("x"u8, out _), Is.EqualTo(4), "five bytes take eight");
    }

    // The table holds 2,097,152 values at most.
    [Test]
    public void Beyond_its_bound_each_number_still_leads_to_its_value()
    {
        const int count = 2_400_000;
        using var folder = new TemporaryFolder();
        using var heap = new ValueHeap(folder.Root);
        var numbers = new uint[count];
        Span<byte> value = stackalloc byte[16];
        for (int i = 0; i < count; i++) numbers[i] = heap.NumberOf(ValueOf(i, value), out _);
        var written = new MemoryStream();
        heap.Bytes.ReadAll(piece => written.Write(piece));
        ReadOnlySpan<byte> all = written.GetBuffer().AsSpan(0, (int)written.Length);
        int wrong = 0, forgotten = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> expected = ValueOf(i, value);
            if (!all.Slice((int)numbers[i] * 4, expected.Length).SequenceEqual(expected)) wrong++;
            if (i % 100 == 0 && heap.NumberOf(expected, out bool isNew) != numbers[i]) forgotten++;
        }

        Assert.That(wrong, Is.Zero);
        Assert.That(forgotten, Is.GreaterThan(0), "the table was past its bound, or this proves nothing");
    }

    private static ReadOnlySpan<byte> ValueOf(int i, Span<byte> into)
    {
        Encoding.ASCII.TryGetBytes($"v{i}", into, out int bytes);
        return into[..bytes];
    }
}
