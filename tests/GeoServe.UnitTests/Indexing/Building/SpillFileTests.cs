using GeoServe.Indexing.Building;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing.Building;

public class SpillFileTests
{
    // 2 MiB stay in memory; pieces of all sizes around that border and the buffer's of 128 KiB.
    [TestCase(0, 1), TestCase(1, 1), TestCase(4096, 1), TestCase(4097, 1), TestCase(2 << 20, 4096), TestCase((2 << 20) + 1, 4096), TestCase(5 << 20, 100_000)]
    [TestCase(3 << 20, 3 << 20), TestCase((128 * 1024) + 1, (128 * 1024) + 1), TestCase(9 << 20, (4 << 20) - 1), TestCase((2 << 20) + 4096, 1024)]
    public void What_was_written_is_read_in_order_twice_over(int bytes, int piece)
    {
        using var folder = new TemporaryFolder();
        byte[] written = new byte[bytes];
        new Random(bytes).NextBytes(written);
        using (var spill = new SpillFile(folder.Root))
        {
            for (int at = 0; at < bytes; at += piece) spill.Write<byte>(written.AsSpan(at, Math.Min(piece, bytes - at)));

            Assert.That(spill.Length, Is.EqualTo(bytes));
            Assert.That(All(spill), Is.EqualTo(written));
            for (int i = 0; i < 2; i++)
            {
                var read = new MemoryStream();
                spill.OpenRead().CopyTo(read);
                Assert.That(read.ToArray(), Is.EqualTo(written));
            }
        }
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Root), Is.Empty);
    }

    [Test]
    public void A_little_touches_no_disk()
    {
        using var spill = new SpillFile("/nowhere");
        for (int i = 0; i < 1000; i++) spill.Write(i);

        Assert.That(All(spill), Has.Length.EqualTo(4000));
    }

    private static byte[] All(SpillFile spill)
    {
        var all = new MemoryStream();
        spill.ReadAll(piece => all.Write(piece));
        return all.ToArray();
    }
}
