namespace GeoServe.Indexing;

/// <summary>A file is no index of this version, or a torn or damaged one; it is to be built anew.</summary>
/// <param name="message">Which file, and what is wrong.</param>
/// <param name="inner">The cause.</param>
public sealed class IndexDamagedException(string message, Exception? inner = null) : Exception(message, inner);
