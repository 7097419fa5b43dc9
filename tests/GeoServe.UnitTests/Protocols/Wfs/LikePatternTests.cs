using System.Text;
using GeoServe.Core.Queries.Conditions;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.Wfs;

public sealed class LikePatternTests
{
    [TestCase("*", "", true)]
    [TestCase("", "", true)]
    [TestCase("", "a", false)]
    [TestCase("?", "", false)]
    [TestCase("a*", "abc", true)]
    [TestCase("*c", "abc", true)]
    [TestCase("a*c*e", "abcde", true)]
    [TestCase("a*c*e", "abced", false)]
    [TestCase("a?c", "abc", true)]
    [TestCase("a?c", "ac", false)]
    [TestCase("a!*c", "a*c", true)]
    [TestCase("a!*c", "abc", false)]
    [TestCase("a!", "a!", true)]
    [TestCase("!!", "!", true)]
    [TestCase("重?", "重庆", true)]
    [TestCase("?", "𠀀", true)]         // one character, two code units
    [TestCase("*ab", "aaab", true)]
    [TestCase("**a**", "bab", true)]
    public void A_pattern_matches_the_whole_text(string pattern, string text, bool matches) =>
        Assert.That(Pattern(pattern, matchCase: true).Matches(text), Is.EqualTo(matches));

    [Test]
    public void Capitals_count_only_where_they_should()
    {
        Assert.That(Pattern("STRASSE*", matchCase: false).Matches("strasse 1"), Is.True);
        Assert.That(Pattern("STRASSE*", matchCase: true).Matches("strasse 1"), Is.False);
    }

    // A backtracking matcher would need 2^25 steps.
    [Test, CancelAfter(5_000)]
    public void Many_wildcards_take_no_forever()
    {
        string pattern = string.Concat(Enumerable.Repeat("*a", 25)) + "b";

        Assert.That(Pattern(pattern, matchCase: true).Matches(new string('a', 5_000)), Is.False);
    }

    private static LikePattern Pattern(string text, bool matchCase) =>
        LikePattern.Parse(text, many: new Rune('*'), any: new Rune('?'), escape: new Rune('!'), matchCase);
}
