using GeoServe.Caching.Redis;
using GeoServe.Core.Sources;
using NUnit.Framework;

namespace GeoServe.UnitTests.Caching;

public class StoredTileTests
{
    // Frozen: format 3, gzip, length 3 little endian, XxHash64 of "abc" with seed 0 (44bc2cf5ad770999 by xxhsum), body.
    [Test]
    public void A_stored_tile_is_laid_out_as_it_always_was() =>
        Assert.That(
            Convert.ToHexStringLower(StoredTile.Write(new Tile("abc"u8.ToArray(), TileFormat.Mvt, TileEncoding.Gzip))),
            Is.EqualTo("0301" + "03000000" + "990977adf52cbc44" + "616263"));

    [Test]
    public void A_tile_reads_back_as_it_was_written()
    {
        Tile? read = StoredTile.Read(StoredTile.Write(new Tile("body"u8.ToArray(), TileFormat.WebP)));

        Assert.That(read!.Body.ToArray(), Is.EqualTo("body"u8.ToArray()));
        Assert.That((read.Format, read.Encoding), Is.EqualTo((TileFormat.WebP, TileEncoding.None)));
    }

    // Frozen: format 3, Brotli and notes, length 16, XxHash64 by xxhsum of what follows: two texts after their lengths, and the body.
    [Test]
    public void A_stored_tile_with_notes_is_laid_out_as_it_always_was()
    {
        var tile = new Tile("abc"u8.ToArray(), TileFormat.Mvt, TileEncoding.Brotli) { Notes = new TileNotes("b=12", "h=mer") };

        Assert.That(Convert.ToHexStringLower(StoredTile.Write(tile)), Is.EqualTo("0382" + "10000000" + "74894f4411820462" + "0400" + "623d3132" + "0500" + "683d6d6572" + "616263"));
        Tile read = StoredTile.Read(StoredTile.Write(tile))!;
        Assert.That((read.Encoding, read.Notes), Is.EqualTo((TileEncoding.Brotli, tile.Notes)));
        Assert.That(read.Body.ToArray(), Is.EqualTo("abc"u8.ToArray()));
    }

    [Test]
    public void Lengths_of_notes_beyond_the_value_make_it_a_miss()
    {
        byte[] value = StoredTile.Write(new Tile("abc"u8.ToArray(), TileFormat.Mvt, TileEncoding.Gzip));
        value[1] |= 0x80;       // its body is taken for notes

        Assert.That(StoredTile.Read(value), Is.Null);
    }

    [Test]
    public void Any_changed_or_missing_byte_makes_it_a_miss()
    {
        byte[] whole = StoredTile.Write(new Tile("body of a tile"u8.ToArray(), TileFormat.Png));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x40;
            Assert.That(StoredTile.Read(damaged), Is.Null, $"byte {i} changed");
            Assert.That(StoredTile.Read(whole.AsMemory(0, i)), Is.Null, $"cut at {i}");
        }
    }
}
