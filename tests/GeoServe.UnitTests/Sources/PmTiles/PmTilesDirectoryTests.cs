using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Sources;
using GeoServe.Sources.PmTiles;
using GeoServe.TestKit;
using GeoServe.TestKit.Archives;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources.PmTiles;

public sealed class PmTilesDirectoryTests
{
    [Test]
    [Spec("PMTiles 3", "4.2")]
    public void Entries_are_read_as_they_were_written()
    {
        (ulong, uint, uint, ulong)[] entries = [(0, 1, 100, 0), (5, 3, 20, 100), (100, 1, 7, 3), (ulong.MaxValue - 1, 1, uint.MaxValue, 1UL << 60)];

        PmTilesDirectory directory = PmTilesDirectory.Read(PmTilesWriter.Directory(entries));

        Assert.That(directory.Entries.ToArray().Select(entry => (entry.Id, entry.RunLength, entry.Length, entry.Offset)), Is.EqualTo(entries));
    }

    [TestCase(0ul, 0ul)]
    [TestCase(5ul, 5ul)]
    [TestCase(7ul, 5ul)]
    [TestCase(100ul, 100ul)]
    [TestCase(1_000_000ul, 100ul)]
    public void A_tile_is_found_in_a_run_and_behind_a_leaf(ulong id, ulong expected)
    {
        PmTilesDirectory directory = PmTilesDirectory.Read(PmTilesWriter.Directory([(0, 1, 1, 0), (5, 3, 1, 1), (100, 0, 1, 0)]));

        Assert.That(directory.Find(id)?.Id, Is.EqualTo(expected));
    }

    [TestCase(1ul)]
    [TestCase(4ul)]
    [TestCase(8ul)]
    public void A_tile_between_runs_is_not_there(ulong id) =>
        Assert.That(PmTilesDirectory.Read(PmTilesWriter.Directory([(0, 1, 1, 0), (5, 3, 1, 1), (100, 0, 1, 0)])).Find(id), Is.Null);

    [Test]
    public void A_directory_that_claims_a_trillion_entries_is_a_fault_and_takes_no_memory()
    {
        byte[] bomb = [0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 1, 1, 1, 1];     // 2^40, seven bits a byte
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => PmTilesDirectory.Read(bomb), Throws.TypeOf<SourceFaultException>().With.Message.Contains("1099511627776 entries"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100_000));
    }

    [TestCase("", "ends within")]
    [TestCase("01", "ends within|claims")]
    [TestCase("0101010100", "follows on nothing")]
    [TestCase("02010001010101010101", "do not rise")]
    [TestCase("01FFFFFFFFFFFFFFFFFF02010101", "more than 64 bits")]
    [TestCase("010180808080100101", "more than 32 bits")]
    public void A_damaged_directory_says_what_is_wrong(string hex, string reason) =>
        Assert.That(() => PmTilesDirectory.Read(Convert.FromHexString(hex)), Throws.TypeOf<SourceFaultException>().With.Message.Matches(reason));

    [Test]
    public void Any_bytes_are_a_directory_or_a_fault()
    {
        Gen<byte[]> random = ArbMap.Default.GeneratorFor<byte[]>();
        Gen<byte[]> damaged = from length in Gen.Choose(1, 50)
                              from at in Gen.Choose(0, 400)
                              from value in Gen.Choose(0, 255)
                              select Damage(PmTilesWriter.Directory([.. Enumerable.Range(0, length).Select(i => ((ulong)i * 3, 1u, 10u, (ulong)i * 10))]), at, (byte)value);

        Prop.ForAll(Gen.OneOf(random, damaged).ToArbitrary(), bytes =>
        {
            try
            {
                PmTilesDirectory directory = PmTilesDirectory.Read(bytes);
                return directory.Count <= bytes.Length / 4 && (directory.Count == 0 || directory.Find(directory.Entries[0].Id) is not null || directory.Entries[0].RunLength == 0);
            }
            catch (SourceFaultException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    private static byte[] Damage(byte[] bytes, int at, byte value)
    {
        bytes[at % bytes.Length] = value;
        return bytes;
    }
}
