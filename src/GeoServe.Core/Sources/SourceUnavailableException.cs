namespace GeoServe.Core.Sources;

/// <summary>A source gave no answer (a database that is down, a file that cannot be opened now); a later try may succeed. Clients get 503 with Retry-After.</summary>
/// <param name="message">What gave no answer; no secrets, since operators see it.</param>
/// <param name="inner">The cause.</param>
public sealed class SourceUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
