using GeoServe.Core.Sources;
using GeoServe.Sources.GeoTiff;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Rasters;

/// <summary>GeoTIFFs that are replaced and taken away while they are served.</summary>
public sealed class RasterChangeTests
{
    private TemporaryFolder _folder = null!;
    private GeoTiffSource _source = null!;

    private string Tif => _folder.PathOf("a.tif");

    [SetUp]
    public async Task Create()
    {
        _folder = new TemporaryFolder();
        await GdalRasters.MakeAsync(Tif, "-ot", "Int16");
        _source = GeoTiffSource.Open(Tif);
    }

    [TearDown]
    public async Task Delete()
    {
        await _source.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_file_that_was_replaced_has_another_revision_and_is_read_anew()
    {
        ulong before = await _source.ReadRevisionAsync(default);
        RasterInfo old = await _source.ReadInfoAsync(default);
        await GdalRasters.MakeAsync(_folder.PathOf("b.tif"), "-ot", "Float32", "-outsize", "100", "50");

        File.Move(_folder.PathOf("b.tif"), Tif, overwrite: true);

        Assert.That(await _source.ReadRevisionAsync(default), Is.Not.EqualTo(before));
        RasterInfo now = await _source.ReadInfoAsync(default);
        Assert.That((now.Width, now.PixelType), Is.EqualTo((100, "float32")));
        Assert.That(async () => await _source.ReadValuesAsync(old, new RasterWindow(0, 1, 0, 0, 1, 1), new float[1], default), Throws.TypeOf<SourceUnavailableException>());
    }

    [Test]
    public async Task A_file_that_is_gone_is_unavailable_until_it_is_back()
    {
        RasterInfo info = await _source.ReadInfoAsync(default);
        File.Move(Tif, _folder.PathOf("away.tif"));

        Assert.That(async () => await _source.ReadInfoAsync(default), Throws.TypeOf<SourceUnavailableException>().With.Message.Contains("a.tif"));
        Assert.That(async () => await _source.ReadRevisionAsync(default), Throws.TypeOf<SourceUnavailableException>());

        File.Move(_folder.PathOf("away.tif"), Tif);
        Assert.That((await _source.ReadInfoAsync(default)).Levels, Is.EqualTo(info.Levels));
    }

    [Test]
    public async Task A_file_that_is_mended_is_served()
    {
        byte[] whole = await File.ReadAllBytesAsync(Tif);
        await File.WriteAllBytesAsync(Tif, whole[..100]);
        Assert.That(async () => await _source.ReadInfoAsync(default), Throws.InstanceOf<Exception>());

        await File.WriteAllBytesAsync(Tif, whole);

        Assert.That((await _source.ReadInfoAsync(default)).Width, Is.EqualTo(331));
    }

    [Test]
    public async Task Overviews_that_come_beside_it_are_seen()
    {
        ulong before = await _source.ReadRevisionAsync(default);
        Assert.That((await _source.ReadInfoAsync(default)).Levels, Has.Length.EqualTo(1));

        await GdalRasters.RunAsync("gdaladdo", "-q", "-ro", Tif, "2");

        Assert.That((await _source.ReadInfoAsync(default)).Levels, Has.Length.EqualTo(2));
        Assert.That(await _source.ReadRevisionAsync(default), Is.Not.EqualTo(before));
    }
}
