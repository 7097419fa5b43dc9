namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Gives numbers to the places of a grid that have none, the smoother the further they are from those that have: each takes what a coarser grid has there,
/// of which a cell is the mean of those of its four that have a number, and which is filled in the same way before ("pull-push": Gortler and others, The
/// Lumigraph, 1996, 3.5.1).
/// </summary>
internal static class GapFiller
{
    /// <summary>Fills a grid; with 0 where no place has a number.</summary>
    /// <param name="values">Row by row; NaN for none.</param> <param name="width">Columns.</param> <param name="height">Rows.</param>
    public static void Fill(Span<float> values, int width, int height)
    {
        if (width <= 1 && height <= 1)
        {
            if (values.Length > 0 && float.IsNaN(values[0])) values[0] = 0;
            return;
        }
        int columns = (width + 1) / 2, rows = (height + 1) / 2;
        float[] coarse = new float[columns * rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++) coarse[(row * columns) + column] = Mean(values, width, height, column * 2, row * 2);
        }
        Fill(coarse, columns, rows);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                ref float value = ref values[(y * width) + x];
                if (float.IsNaN(value)) value = Between(coarse, columns, rows, ((x + 0.5f) / 2) - 0.5f, ((y + 0.5f) / 2) - 0.5f);
            }
        }
    }

    private static float Mean(ReadOnlySpan<float> values, int width, int height, int left, int top)
    {
        float sum = 0;
        int count = 0;
        for (int y = top; y < Math.Min(top + 2, height); y++)
        {
            for (int x = left; x < Math.Min(left + 2, width); x++)
            {
                float value = values[(y * width) + x];
                if (float.IsNaN(value)) continue;
                sum += value;
                count++;
            }
        }
        return count == 0 ? float.NaN : sum / count;
    }

    private static float Between(ReadOnlySpan<float> values, int width, int height, float x, float y)
    {
        int left = Math.Clamp((int)MathF.Floor(x), 0, width - 1), top = Math.Clamp((int)MathF.Floor(y), 0, height - 1);
        int right = Math.Min(left + 1, width - 1), bottom = Math.Min(top + 1, height - 1);
        float across = Math.Clamp(x - left, 0, 1), down = Math.Clamp(y - top, 0, 1);
        float above = float.Lerp(values[(top * width) + left], values[(top * width) + right], across);
        float below = float.Lerp(values[(bottom * width) + left], values[(bottom * width) + right], across);
        return float.Lerp(above, below, down);
    }
}
