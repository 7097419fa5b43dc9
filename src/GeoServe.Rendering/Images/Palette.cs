namespace GeoServe.Rendering.Images;

/// <summary>The colours of a picture, as long as they are at most 256: a small table with open addressing, kept and used again.</summary>
internal sealed class Palette
{
    private const int Slots = 1024;

    private readonly uint[] _pixels = new uint[Slots];
    private readonly short[] _places = new short[Slots];
    private readonly uint[] _colours = new uint[256];

    /// <summary>How many colours there are.</summary>
    public int Count { get; private set; }

    /// <summary>The colours as pixels of a surface, in the order in which they were first seen.</summary>
    public ReadOnlySpan<uint> Colours => _colours.AsSpan(0, Count);

    /// <summary>Numbers the colours of a picture, one byte a pixel; false where there are more than 256.</summary>
    public bool TryIndex(in PixelBlock block, Span<byte> indexes)
    {
        Array.Fill(_places, (short)-1);
        Count = 0;
        int at = 0;
        uint last = 0;
        byte lastPlace = 0;
        for (int y = 0; y < block.Height; y++)
        {
            foreach (uint pixel in block.Row(y))
            {
                if (pixel != last || at == 0)
                {
                    int place = PlaceOf(pixel);
                    if (place < 0) return false;
                    (last, lastPlace) = (pixel, (byte)place);
                }
                indexes[at++] = lastPlace;
            }
        }
        return true;
    }

    private int PlaceOf(uint pixel)
    {
        uint slot = pixel * 2654435761 >> 22;
        while (_places[slot] >= 0)
        {
            if (_pixels[slot] == pixel) return _places[slot];
            slot = (slot + 1) & (Slots - 1);
        }
        if (Count == 256) return -1;
        _pixels[slot] = pixel;
        _colours[Count] = pixel;
        return _places[slot] = (short)Count++;
    }
}
