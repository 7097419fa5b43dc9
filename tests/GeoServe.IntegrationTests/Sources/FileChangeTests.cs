using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Sources.Csv;
using GeoServe.Sources.GeoJson;
using GeoServe.TestKit;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>Files that are written, replaced and taken away while they are served.</summary>
public sealed class FileChangeTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _time = null!;
    private GeoJsonSource _source = null!;

    private string Path => _folder.PathOf("a.geojson");

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        _time = new FakeTimeProvider(new DateTimeOffset(Noon.AddHours(1)));
        Write(Path, "one", Noon);
        _source = GeoJsonSource.Open(Path, time: _time);
    }

    [TearDown]
    public async Task Delete()
    {
        await _source.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_file_that_was_written_has_another_revision_and_its_new_rows()
    {
        ulong before = await _source.ReadRevisionAsync(default);
        Assert.That(await NamesAsync(), Is.EqualTo("one"));

        Write(Path, "another", Noon.AddMinutes(1));

        Assert.That(await NamesAsync(), Is.EqualTo("another"));
        Assert.That(await _source.ReadRevisionAsync(default), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task The_same_size_and_time_are_told_apart_by_content()
    {
        _time.SetUtcNow(new DateTimeOffset(Noon.AddHours(1)));
        File.SetLastWriteTimeUtc(Path, Noon.AddHours(1));
        ulong before = await _source.ReadRevisionAsync(default);
        Assert.That(await NamesAsync(), Is.EqualTo("one"));

        Write(Path, "two", Noon.AddHours(1));

        Assert.That(await _source.ReadRevisionAsync(default), Is.Not.EqualTo(before));
        Assert.That(await NamesAsync(), Is.EqualTo("two"));
    }

    [Test]
    public async Task The_same_file_has_the_same_revision_wherever_it_lies()
    {
        Write(_folder.PathOf("copy.geojson"), "one", Noon);
        await using GeoJsonSource copy = GeoJsonSource.Open(_folder.PathOf("copy.geojson"), time: _time);

        Assert.That(await copy.ReadRevisionAsync(default), Is.EqualTo(await _source.ReadRevisionAsync(default)));
    }

    [Test]
    public async Task A_file_put_in_the_place_of_another_is_read_and_a_reader_ends_with_the_old_one()
    {
        await using FeatureReader reader = await _source.QueryAsync(FeatureQuery.All, default);

        Write(_folder.PathOf("new"), "two", Noon);
        File.Move(_folder.PathOf("new"), Path, overwrite: true);

        Assert.That(await NamesAsync(), Is.EqualTo("two"));
        Assert.That(await reader.ReadAsync(default), Is.True);
        Assert.That(reader.Values[1], Is.EqualTo(Value.Of("one")));
    }

    [Test]
    public async Task A_file_that_vanishes_is_unavailable_until_it_is_back()
    {
        await NamesAsync();

        File.Delete(Path);
        Assert.That(async () => await NamesAsync(), Throws.TypeOf<SourceUnavailableException>());
        Assert.That(async () => await _source.ReadRevisionAsync(default), Throws.TypeOf<SourceUnavailableException>());
        Write(Path, "back", Noon);

        Assert.That(await NamesAsync(), Is.EqualTo("back"));
    }

    [Test]
    public async Task A_half_written_file_serves_its_whole_rows_and_then_all()
    {
        string whole = PlacesFiles.WriteCollection(_folder.PathOf("whole.geojson"));
        byte[] bytes = await File.ReadAllBytesAsync(whole);
        await using GeoJsonSource source = GeoJsonSource.Open(Path, time: _time);

        await File.WriteAllBytesAsync(Path, bytes[..(bytes.Length / 2)]);
        long half = await source.CountAsync(FeatureQuery.All, default);
        RowFaults faults = source.Faults;
        await File.WriteAllBytesAsync(Path, bytes);

        Assert.That(half, Is.InRange(4, 7));
        Assert.That(faults.First.Single().Reason, Does.Contain("middle"));
        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(12));
        Assert.That(source.Faults, Is.EqualTo(RowFaults.None));
    }

    [Test]
    public async Task A_column_that_went_away_is_a_fault_until_the_schema_is_read_again()
    {
        string csv = _folder.PathOf("a.csv");
        await File.WriteAllTextAsync(csv, "a,b\nA,B\n");
        await using CsvSource source = CsvSource.Open(csv);
        await source.ReadSchemaAsync(default);

        await File.WriteAllTextAsync(csv, "b\nB\n");

        Assert.That(async () => await Row.ReadAllAsync(source, FeatureQuery.All), Throws.TypeOf<SourceFaultException>().With.Message.Contains("'a'"));
        Assert.That((await source.ReadSchemaAsync(default)).Columns.Select(column => column.Name), Is.EqualTo((string[])["fid", "b"]));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All)).Single().Values[1], Is.EqualTo(Value.Of("B")));
    }

    [Test]
    public async Task A_call_that_is_cancelled_does_not_stop_the_reading_of_the_file()
    {
        using var cancelled = new CancellationTokenSource();
        ValueTask<FeatureSchema> first = _source.ReadSchemaAsync(cancelled.Token);
        await cancelled.CancelAsync();
        try
        {
            await first;
        }
        catch (OperationCanceledException)
        {
            // Or it was done already.
        }

        Assert.That((await _source.ReadSchemaAsync(default)).Columns, Has.Length.EqualTo(2));
    }

    private async Task<string> NamesAsync() => string.Join(' ', (await Row.ReadAllAsync(_source, FeatureQuery.All)).Select(row => row.Values[1].AsText()));

    private static void Write(string path, string name, DateTime written)
    {
        File.WriteAllText(path, $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"{{{name}}}"},"geometry":{"type":"Point","coordinates":[1,2]}}]}""");
        File.SetLastWriteTimeUtc(path, written);
    }
}
