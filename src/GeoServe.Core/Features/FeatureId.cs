using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace GeoServe.Core.Features;

/// <summary>What tells a feature of a collection apart: a number, a text, or nothing where the source has no key.</summary>
public readonly record struct FeatureId
{
    /// <summary>The largest id that a vector tile carries safely: 2^53 - 1, the largest whole number of JavaScript.</summary>
    public const long MaxTileId = (1L << 53) - 1;

    private readonly long _number;
    private readonly string? _text;
    private readonly bool _hasNumber;

    /// <summary>An id that is a number.</summary>
    public FeatureId(long number)
    {
        _number = number;
        _hasNumber = true;
    }

    /// <summary>An id that is a text.</summary>
    public FeatureId(string text) => _text = text;

    /// <summary>True when the source has no key.</summary>
    public bool IsNone => !_hasNumber && _text is null;

    /// <summary>
    /// The id in a vector tile, 0 for none: the number itself where it is 1 to <see cref="MaxTileId"/> (0 too means none in a
    /// tile), else 53 bits of a hash, the same in every tile and after every start.
    /// </summary>
    public ulong TileId => _hasNumber
        ? _number is >= 0 and <= MaxTileId ? (ulong)_number : XxHash64.HashToUInt64(BitConverter.GetBytes(_number)) >> 11
        : _text is null ? 0 : XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(_text)) >> 11;

    /// <summary>The key as the source writes it; empty for none.</summary>
    public override string ToString() => _hasNumber ? _number.ToString(CultureInfo.InvariantCulture) : _text ?? "";
}
