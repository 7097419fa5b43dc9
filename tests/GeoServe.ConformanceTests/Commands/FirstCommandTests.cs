using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Processes;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Commands;

/// <summary>The commands of the README, as somebody types them in the repository's folder.</summary>
public class FirstCommandTests
{
    [Test]
    public async Task The_first_command_finds_the_configuration_of_the_folder_where_it_is_typed()
    {
        string data = (await TestServers.CityAsync()).DataFolder;
        var command = new Command("dotnet", "run", "--no-build", "-c", RepositoryFolder.Configuration, "--project", "src/GeoServe.Server", "--", "check", "--data", data)
        {
            Folder = RepositoryFolder.PathOf(),
            TimeOut = TimeSpan.FromMinutes(2),
        };

        CommandResult result = await command.RunAsync();

        Assert.That(result.Output, Does.Contain("no fault"), result.Error);
        Assert.That(result.ExitCode, Is.Zero);
    }

    [TestCase("--nosuch")]
    [TestCase("nosuch")]
    [TestCase("sample", "--scale", "2", "--out", "x.gpkg")]
    [TestCase("sample", "--scale", "abc", "--out", "x.gpkg")]
    [TestCase("sample")]
    public async Task Wrong_use_ends_with_2_and_says_why(params string[] arguments)
    {
        CommandResult result = await new Command(TestKit.Servers.ServerProcess.Executable, arguments) { Folder = RepositoryFolder.PathOf() }.RunAsync();

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Is.Not.Empty);
    }
}
