namespace GeoServe.Core.Sources;

/// <summary>A source answers, but what is asked for is not in it or cannot be read: the configuration or the data must be mended.</summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class SourceFaultException(string message, Exception? inner = null) : Exception(message, inner);
