using GeoServe.Core.Sources;

namespace GeoServe.Core.Maps;

/// <summary>Makes tiles of a scene: a picture or a vector tile. Safe for concurrent calls.</summary>
public interface ISceneEncoder
{
    /// <summary>True when it makes this format.</summary>
    bool Makes(TileFormat format);

    /// <summary>
    /// Makes the tiles of the scene's view in its format: row by row from the top left where the view has tiles, else one picture.
    /// Works on the caller's thread, without I/O.
    /// </summary>
    Tile[] Encode(MapScene scene, CancellationToken cancellationToken);
}
