using System.Globalization;

namespace GeoServe.SampleCity.Relief;

/// <summary>Heights in cells of some kilometres, each the mean of its cell.</summary>
/// <param name="Columns">Cells from west to east.</param> <param name="Rows">Cells from north to south.</param>
/// <param name="West">Longitude of the west side.</param> <param name="North">Latitude of the north side.</param>
/// <param name="CellLon">Degrees of a cell.</param> <param name="CellLat">Likewise.</param>
/// <param name="Heights">Metres, row by row from the north-west.</param>
internal sealed record CoarseDem(
    int Columns, int Rows, double West, double North, double CellLon, double CellLat, float[] Heights)
{
    /// <summary>Reads an ASCII grid (Esri), with <c>dx</c> and <c>dy</c> where its cells are no squares, as GDAL writes them.</summary>
    /// <exception cref="InvalidDataException">The file is no such grid, or has cells without a value.</exception>
    public static CoarseDem Read(string file)
    {
        string[] words = File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var header = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        int at = 0;
        for (; at + 1 < words.Length && char.IsLetter(words[at][0]); at += 2) header[words[at]] = Number(words[at + 1]);
        double Header(string name) => header.TryGetValue(name, out double value) ? value
            : throw new InvalidDataException($"{file}: no '{name}' in the header of the ASCII grid.");

        int columns = (int)Header("ncols"), rows = (int)Header("nrows");
        double dx = header.TryGetValue("cellsize", out double size) ? size : Header("dx");
        double dy = header.TryGetValue("cellsize", out size) ? size : Header("dy");
        if (words.Length - at != columns * rows)
            throw new InvalidDataException($"{file}: {words.Length - at} values, not {columns} x {rows}.");
        float[] heights = [.. words.Skip(at).Select(word => (float)Number(word))];
        if (header.TryGetValue("nodata_value", out double none) && heights.Contains((float)none))
            throw new InvalidDataException($"{file}: cells without a value.");
        return new CoarseDem(columns, rows, Header("xllcorner"), Header("yllcorner") + rows * dy, dx, dy, heights);
    }

    /// <summary>Height at a place, bilinear between the middles of the cells; outside the grid that of its rim.</summary>
    public double At(double column, double row)
    {
        double c = Math.Clamp(column - 0.5, 0, Columns - 1), r = Math.Clamp(row - 0.5, 0, Rows - 1);
        int c0 = Math.Min((int)c, Columns - 2), r0 = Math.Min((int)r, Rows - 2);
        double u = c - c0, v = r - r0;
        int i = r0 * Columns + c0;
        return (Heights[i] * (1 - u) + Heights[i + 1] * u) * (1 - v) + (Heights[i + Columns] * (1 - u) + Heights[i + Columns + 1] * u) * v;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
