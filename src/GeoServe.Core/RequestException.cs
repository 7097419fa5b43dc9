namespace GeoServe.Core;

/// <summary>A request is refused for the client's fault; each protocol writes it in its own words (design, section 11).</summary>
/// <param name="fault">Why.</param>
/// <param name="parameter">Name of the parameter at fault, in the protocol's spelling where the thrower knows it.</param>
/// <param name="message">What is wrong, which value, what is allowed; for the client to read.</param>
public sealed class RequestException(RequestFault fault, string parameter, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public RequestFault Fault { get; } = fault;

    /// <summary>Name of the parameter at fault.</summary>
    public string Parameter { get; } = parameter;
}
