using GeoServe.Server.Configuration;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Configuration;

public class ConfigurationTests
{
    private TemporaryFolder _folder = null!;

    [SetUp] public void Create() => _folder = new TemporaryFolder();

    [TearDown] public void Delete() => _folder.Dispose();

    [Test]
    public void A_misspelt_key_names_its_line_and_the_nearest_right_one()
    {
        IReadOnlyList<ConfigFault> faults = Faults(("geoserve.yaml", "cache:\n  # bytes\n  memroy: 64 MiB\n"));

        Assert.That(faults.Single().Line, Is.EqualTo(3));
        Assert.That(faults.Single().Key, Is.EqualTo("cache.memroy"));
        Assert.That(faults.Single().Message, Does.Contain("'memory'"));
    }

    [Test]
    public void All_faults_of_all_files_are_found_at_once()
    {
        IReadOnlyList<ConfigFault> faults = Faults(
            ("geoserve.yaml", "cache:\n  memory: lots\nlimits:\n  featuresPerAnswer: -1\n"),
            ("maps/a.yaml", "titel: A\ncollections: [x]\nzooms: {min: 9, max: 3}\n"),
            ("maps/B.yaml", "title: B\ncollections: [x]\n"),
            ("collections/c.yaml", "source: {geopackage: c.gpkg}\ncollections:\n  - id: Upper\n  - id: twice\n  - id: twice\n"));

        Assert.That(faults.Select(fault => $"{Path.GetFileName(fault.File)}:{fault.Line}:{fault.Key}"), Is.SupersetOf(new[]
        {
            "geoserve.yaml:2:cache.memory", "geoserve.yaml:4:limits.featuresPerAnswer", "a.yaml:1:titel", "a.yaml:3:zooms", "c.yaml:3:collections[0].id",
        }));
        Assert.That(faults.Select(fault => fault.Message), Has.Some.Contains("is there already").And.Some.Contains("'title' is missing").And.Some.Contains("'B' is none"));
    }

    [TestCase("title: [A\n", TestName = "an open bracket")]
    [TestCase("title: A\ntitle: B\n", TestName = "a key given twice")]
    [TestCase("- a\n- b\n", TestName = "a list in the place of keys")]
    public void Broken_yaml_is_a_fault_with_a_line(string yaml)
    {
        ConfigFault fault = Faults(("maps/a.yaml", yaml)).Single();

        Assert.That(fault.Line, Is.GreaterThan(0));
        Assert.That(fault.Message, Is.Not.Empty);
    }

    [Test]
    public void A_tab_is_a_fault_of_its_own_line()
    {
        ConfigFault fault = Faults(("maps/a.yaml", "title: A\n\tcollections: [x]\n")).Single();

        Assert.That(fault.Line, Is.EqualTo(2));
        Assert.That(fault.Message, Does.Contain("tab").And.Contain("spaces"));
    }

    [Test]
    public void A_broken_map_does_not_hide_the_others()
    {
        Write(("maps/a.yaml", "title: {zh: 甲\n"), ("maps/b.yaml", "title: {zh: 乙, en: B}\ncollections: [x]\n"));
        ConfigurationFolder folder = ConfigurationFolder.Read(_folder.Root, new ConfigFaults());

        Assert.That(folder.Maps.Select(map => map.Id), Is.EqualTo(new[] { "b" }));
        Assert.That(folder.BrokenMaps, Is.EqualTo(new[] { "a" }));
        Assert.That(folder.ServerIsFaulty, Is.False);
    }

    [Test]
    public void A_broken_file_is_remembered_with_its_reason()
    {
        Write(("maps/a.yaml", "title: A\ncolections: [x]\n"), ("styles/s.json", "{"));
        ConfigurationFolder folder = ConfigurationFolder.Read(_folder.Root, new ConfigFaults());

        Assert.That(folder.FaultOf("maps", "a.yaml"), Does.Contain("a.yaml:").And.Contain("'collections'"));
        Assert.That(folder.FaultOf("styles", "s.json"), Does.Contain("s.json"));
        Assert.That(folder.FaultOf("maps", "b.yaml"), Is.Null);
    }

    [TestCase("collections: [x, y, x]\n", "collections")]
    [TestCase("collections: [x]\nstyles: [s, s]\n", "styles")]
    public void A_map_lists_nothing_twice(string lists, string key)
    {
        ConfigFault fault = Faults(("maps/a.yaml", "title: A\n" + lists)).Single();

        Assert.That((fault.Key, fault.IsWarning), Is.EqualTo((key, false)));
        Assert.That(fault.Message, Does.Contain("2 times"));
    }

    [Test]
    public void A_missing_folder_is_a_fault()
    {
        var faults = new ConfigFaults();
        ConfigurationFolder folder = ConfigurationFolder.Read(Path.Combine(_folder.Root, "nowhere"), faults);

        Assert.That(folder.ServerIsFaulty, Is.True);
        Assert.That(faults.All.Single().Message, Does.Contain("--config"));
    }

    [Test]
    public void A_broken_style_is_a_fault_of_its_own_file()
    {
        IReadOnlyList<ConfigFault> faults = Faults(("styles/s.json", "{\"version\": 8, \"layers\": [{\"id\": \"a\", \"type\": \"fil\", \"source\": \"s\", \"source-layer\": \"x\"}], \"sources\": {}}"));

        Assert.That(faults, Has.Some.Matches<ConfigFault>(fault => fault is not null && fault.File.EndsWith("s.json", StringComparison.Ordinal) && fault.Message.Contains("fill")));
    }

    [Test]
    public void Sizes_and_times_have_units()
    {
        Write(("geoserve.yaml", "cache:\n  memory: 1.5 GiB\n  redis: {connectionVariable: R, deadline: 80 ms, timeToLive: 2 d}\n"));
        ConfigurationFolder folder = ConfigurationFolder.Read(_folder.Root, new ConfigFaults());

        Assert.That(folder.Server.Cache.MemoryBytes, Is.EqualTo(1_610_612_736));
        Assert.That(folder.Server.Cache.RedisDeadline, Is.EqualTo(TimeSpan.FromMilliseconds(80)));
        Assert.That(folder.Server.Cache.RedisTimeToLive, Is.EqualTo(TimeSpan.FromDays(2)));
    }

    private IReadOnlyList<ConfigFault> Faults(params (string File, string Text)[] files)
    {
        Write(files);
        var faults = new ConfigFaults();
        ConfigurationFolder.Read(_folder.Root, faults);
        return faults.All;
    }

    private void Write(params (string File, string Text)[] files)
    {
        foreach ((string file, string text) in files)
        {
            string path = Path.Combine(_folder.Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
