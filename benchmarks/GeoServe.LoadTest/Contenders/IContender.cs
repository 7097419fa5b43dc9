using GeoServe.Core.TileMatrices;

namespace GeoServe.LoadTest.Contenders;

/// <summary>A maker of vector tiles that is measured.</summary>
internal interface IContender : IAsyncDisposable
{
    /// <summary>As the tables name it.</summary>
    string Name { get; }

    /// <summary>CPU time that all its processes have used so far, its database's included.</summary>
    TimeSpan Cpu { get; }

    /// <summary>Begins a lane: a connection or a thread that asks one tile after another.</summary>
    ILane OpenLane();
}

/// <summary>Asks for one tile after another. Not safe for concurrent use.</summary>
internal interface ILane : IDisposable
{
    /// <summary>Has a tile made, and says how many bytes were sent; -1 where it failed.</summary>
    int Ask(TileCoordinate tile);

    /// <summary>Makes a tile to be looked at: before compression.</summary>
    byte[] Read(TileCoordinate tile);
}
