using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Themes.Palettes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Themes;

public class PaletteTests
{
    [Test]
    public void There_are_the_35_schemes_of_ColorBrewer_with_its_licence_and_five_ramps()
    {
        Assert.That(PaletteLibrary.Names, Has.Length.EqualTo(35 + 5 + 2));
        Assert.That(PaletteLibrary.Licences, Has.Some.Contains("Cynthia Brewer").And.Some.Contains("CC0"));
    }

    // As colorbrewer2.org prints them.
    [TestCase("YlOrRd", 3, "#ffeda0 #feb24c #f03b20")]
    [TestCase("YlOrRd", 5, "#ffffb2 #fecc5c #fd8d3c #f03b20 #bd0026")]
    [TestCase("rdbu", 4, "#ca0020 #f4a582 #92c5de #0571b0")]
    [TestCase("RdBu-r", 4, "#0571b0 #92c5de #f4a582 #ca0020")]
    [TestCase("Set1", 3, "#e41a1c #377eb8 #4daf4a")]
    [TestCase("viridis", 2, "#440154 #fde725")]
    [TestCase("magma", 1, "#b73779")]
    public void Colours_are_those_that_were_drawn(string name, int classes, string colours) =>
        Assert.That(string.Join(' ', PaletteLibrary.Find(name)!.Take(classes).Select(Hex)), Is.EqualTo(colours));

    [Test]
    public void Beyond_what_was_drawn_colours_are_mixed_and_none_stands_twice()
    {
        Colour[] colours = [.. PaletteLibrary.Find("Blues")!.Take(20)];

        Assert.That(colours.Select(Hex), Is.Unique);
        Assert.That(colours.Select(colour => Contrast.Ratio(colour, Colour.White)), Is.Ordered);
        Assert.That((Hex(colours[0]), Hex(colours[^1])), Is.EqualTo(("#f7fbff", "#08306b")));
    }

    [Test]
    public void A_palette_without_an_order_gives_no_more_than_it_has() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PaletteLibrary.Find("Dark2")!.Take(9));

    [TestCase("YlGnBu", 9, true)]
    [TestCase("RdYlGn", 5, false)]
    [TestCase("Set2", 3, true)]
    [TestCase("Set2", 4, false)]
    public void Which_colours_are_told_apart_by_all(string name, int classes, bool isSafe) => Assert.That(PaletteLibrary.Find(name)!.IsSafeFor(classes), Is.EqualTo(isSafe));

    // WCAG: black on white is 21; #767676 on white is the palest grey that passes.
    [TestCase("#000000", "#ffffff", 21)]
    [TestCase("#767676", "#ffffff", 4.54)]
    [TestCase("#777777", "#ffffff", 4.48)]
    public void Contrast_is_that_of_WCAG(string one, string other, double ratio)
    {
        Colour.TryParse(one, out Colour first);
        Colour.TryParse(other, out Colour second);

        Assert.That(Contrast.Ratio(first, second), Is.EqualTo(ratio).Within(0.005));
    }

    private static string Hex(Colour colour) => $"#{(int)Math.Round(colour.Red * 255):x2}{(int)Math.Round(colour.Green * 255):x2}{(int)Math.Round(colour.Blue * 255):x2}";
}
