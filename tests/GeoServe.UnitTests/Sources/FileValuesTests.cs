using System.Globalization;
using System.Text;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Sources.Files;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources;

/// <summary>Values and encodings that a file leaves to be found out, and the index over its rows.</summary>
public class FileValuesTests
{
    [TestCase("0", ValueKind.Integer), TestCase("-12", ValueKind.Integer), TestCase("9223372036854775807", ValueKind.Integer)]
    [TestCase("007", ValueKind.Text, TestName = "A_number_with_leading_zeros_is_a_code")]
    [TestCase("9223372036854775808", ValueKind.Text, TestName = "Digits_beyond_64_bits_are_a_code")]
    [TestCase("1.5", ValueKind.Real), TestCase("-1e-3", ValueKind.Real), TestCase(".5", ValueKind.Real), TestCase("1e999", ValueKind.Text)]
    [TestCase("true", ValueKind.Boolean), TestCase("FALSE", ValueKind.Boolean), TestCase("yes", ValueKind.Text)]
    [TestCase("2024-02-29", ValueKind.Date), TestCase("2024/2/9", ValueKind.Date), TestCase("2023-02-29", ValueKind.Text), TestCase("2024年2月9日", ValueKind.Date)]
    [TestCase("2024-02-29T23:59:59Z", ValueKind.Instant), TestCase("2024-02-29 23:59:59.123+08:00", ValueKind.Instant), TestCase("2024/2/9 8:05", ValueKind.Instant), TestCase("24:00", ValueKind.Text)]
    [TestCase("", ValueKind.Null), TestCase("重庆", ValueKind.Text), TestCase("-", ValueKind.Text), TestCase("1,5", ValueKind.Text)]
    public void A_text_has_the_narrowest_kind_that_holds_it(string text, ValueKind kind) => Assert.That(TextValues.KindOf(text), Is.EqualTo(kind));

    [TestCase("2024-05-13T20:10:00+08:00", "2024-05-13T12:10:00Z")]
    [TestCase("2024-05-13 12:10:00", "2024-05-13T12:10:00Z", TestName = "A_time_without_a_zone_is_utc")]
    [TestCase("2024/5/13 7:05", "2024-05-13T07:05:00Z")]
    [TestCase("2024-05-13", "2024-05-13T00:00:00Z", TestName = "A_day_among_times_is_its_midnight")]
    public void Times_are_kept_in_utc(string text, string utc) => Assert.That(TextValues.Read(text, ValueKind.Instant).ToString(), Is.EqualTo(utc));

    [TestCase("Integer Real", ValueKind.Real), TestCase("Integer Text", ValueKind.Text), TestCase("Date Instant", ValueKind.Instant), TestCase("Null", ValueKind.Text)]
    [TestCase("Null Integer Null", ValueKind.Integer), TestCase("Boolean Integer", ValueKind.Text), TestCase("Real Null Integer", ValueKind.Real), TestCase("Text Integer", ValueKind.Text)]
    public void A_column_has_the_kind_that_holds_all(string kinds, ValueKind kind)
    {
        var guess = new ColumnGuess("a");
        foreach (string each in kinds.Split(' ')) guess.Add(Enum.Parse<ValueKind>(each));

        Assert.That(guess.Column.Kind, Is.EqualTo(kind));
    }

    [TestCase("UTF-8", "utf-8"), TestCase("utf8", "utf-8"), TestCase("65001", "utf-8"), TestCase("GBK", "gb18030"), TestCase("CP936", "gb18030"), TestCase("ANSI 936", "gb18030"), TestCase("gb2312", "gb18030")]
    [TestCase("LDID/77", "gb18030"), TestCase("ISO-8859-1", "iso-8859-1"), TestCase("ISO 88591", "iso-8859-1"), TestCase("8859_1", "iso-8859-1"), TestCase("1252", "windows-1252"), TestCase("windows-1251", "windows-1251"), TestCase("Big5", "big5"), TestCase("CP866", "cp866")]
    public void Encodings_are_found_by_all_the_names_they_have(string name, string found) => Assert.That(TextEncodings.Find(name)?.WebName, Is.EqualTo(found));

    [Test]
    public void An_unknown_encoding_is_none() => Assert.That(TextEncodings.Find("klingon"), Is.Null);

    [TestCase("重庆市渝中区", "utf-8"), TestCase("plain", "utf-8"), TestCase("大青㭎村村民委员会", "utf-8")]
    public void Utf_8_is_told_from_gb18030(string text, string utf8)
    {
        Assert.That(TextEncodings.Guess(Encoding.UTF8.GetBytes(text)).WebName, Is.EqualTo(utf8));
        Assert.That(TextEncodings.Guess(Encoding.UTF8.GetBytes(text)[..^1]).WebName, Is.EqualTo(utf8), "cut within a character");
        if (text != "plain") Assert.That(TextEncodings.Guess(TextEncodings.Chinese.GetBytes(text)).WebName, Is.EqualTo("gb18030"));
    }

    [Test]
    public void A_box_finds_in_the_table_what_comparing_each_row_finds([Values] bool ordered)
    {
        var random = new Random(7);
        var boxes = new List<Box>();
        var table = new RowTable();
        for (int i = 0; i < 5_000; i++)
        {
            double x = random.NextDouble() * 100, y = random.NextDouble() * 100;
            boxes.Add(i % 11 == 0 ? Box.Empty : new Box(x, y, x + (i % 3 == 0 ? 0 : random.NextDouble()), y + random.NextDouble()));
            table.Add(new RowPlace(i + 1, i * 10, 10), boxes[^1]);
        }
        if (ordered)
        {
            table.Order([.. Enumerable.Range(0, 5_000).Reverse()]);
            boxes.Reverse();
        }
        for (int n = 0; n < 50; n++)
        {
            double x = random.NextDouble() * 100, y = random.NextDouble() * 100;
            var box = new Box(x, y, x + 5, y + 5);
            using var found = new PooledList<RowCandidate>();
            table.Find(box, found);
            long[] meeting = [.. Enumerable.Range(0, boxes.Count).Where(i => boxes[i].Intersects(box)).Select(i => (long)i)];
            RowCandidate[] candidates = found.Span.ToArray();

            // All that meet are among the candidates, in order; those that are said to be sure are right.
            Assert.That(candidates.Select(candidate => candidate.Index), Is.SupersetOf(meeting).And.Ordered);
            Assert.That(candidates.Where(candidate => candidate.IsSure).Select(candidate => candidate.Index), Is.SubsetOf(meeting));
            Assert.That(candidates.Length, Is.LessThanOrEqualTo(meeting.Length + 2));
        }
    }

    [Test]
    public void Text_keys_are_found_and_two_that_are_the_same_are_no_keys()
    {
        ulong[] hashes = [.. Enumerable.Range(0, 1000).Select(i => TextKeys.HashOf(i.ToString(CultureInfo.InvariantCulture)))];

        Assert.That(TextKeys.Of(hashes)!.Find("77"), Is.EqualTo(77));
        Assert.That(TextKeys.Of(hashes)!.Find("1000"), Is.EqualTo(-1));
        Assert.That(TextKeys.Of([.. hashes, hashes[5]]), Is.Null);
    }
}
