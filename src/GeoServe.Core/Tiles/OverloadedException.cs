namespace GeoServe.Core.Tiles;

/// <summary>The server has more renders to do than it may queue; clients get 503 with Retry-After.</summary>
/// <param name="message">What is full.</param>
public sealed class OverloadedException(string message) : Exception(message);
