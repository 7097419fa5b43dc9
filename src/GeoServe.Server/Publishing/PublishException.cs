namespace GeoServe.Server.Publishing;

/// <summary>A file cannot be published as it is; the message says what is wrong and what to do.</summary>
internal sealed class PublishException(string message) : Exception(message);
