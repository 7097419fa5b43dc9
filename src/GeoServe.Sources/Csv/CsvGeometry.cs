using System.Globalization;
using GeoServe.Core.Geometries;
using GeoServe.Sources.Files;
using GeoServe.Sources.WellKnownText;

namespace GeoServe.Sources.Csv;

/// <summary>Reads the geometry of a record: a point of two fields, or well-known text.</summary>
/// <param name="layout">Which fields.</param>
/// <param name="fileType">The type of the file's geometries.</param>
internal sealed class CsvGeometry(CsvLayout layout, ShapeType fileType)
{
    /// <summary>Reads it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="shape">Filled anew.</param>
    /// <param name="hasShape">False where the record has none.</param>
    /// <param name="missing">Why a point that is given is no place; the row is served without one.</param>
    /// <returns>Null, or why the row cannot be read.</returns>
    public string? Read(CsvRecord record, Shape shape, out bool hasShape, out string? missing)
    {
        hasShape = false;
        missing = null;
        if (layout.Wkt < 0)
        {
            missing = ReadPoint(record[layout.X].Trim(), record[layout.Y].Trim(), shape, out hasShape);
            return null;
        }
        ReadOnlySpan<char> text = record[layout.Wkt].Trim();
        if (TextValues.IsNoValue(text)) return null;
        string? fault = WktReader.Read(text, shape);
        hasShape = fault is null;
        if (hasShape && TypeGuess.Fit(shape.Type, fileType) != shape.Type) shape.Promote();
        return fault is null ? null : $"its geometry cannot be read: {fault}";
    }

    private string? ReadPoint(ReadOnlySpan<char> x, ReadOnlySpan<char> y, Shape shape, out bool hasShape)
    {
        hasShape = false;
        if (TextValues.IsNoValue(x) && TextValues.IsNoValue(y)) return null;
        if (!Number(x, out double east)) return $"it has no place: '{x}' is no number";
        if (!Number(y, out double north)) return $"it has no place: '{y}' is no number";
        if (layout.IsGeographic && !(Math.Abs(north) <= 90)) return $"it has no place: latitude {y} is beyond 90 degrees; write crs: where these are metres";
        if (layout.IsGeographic && !(Math.Abs(east) <= 360)) return $"it has no place: longitude {x} is beyond 360 degrees; write crs: where these are metres";
        shape.SetPoint(east, north);
        hasShape = true;
        return null;
    }

    private static bool Number(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
