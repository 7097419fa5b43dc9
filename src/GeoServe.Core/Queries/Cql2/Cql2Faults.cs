namespace GeoServe.Core.Queries.Cql2;

/// <summary>The faults of a filter, each with the place where it lies.</summary>
internal static class Cql2Faults
{
    /// <summary>Name of the parameter that carries filters (OGC 19-079r2, 6.4).</summary>
    public const string Parameter = "filter";

    /// <summary>The text is no CQL2.</summary>
    public static RequestException Expected(string what, in Cql2Token found) =>
        new(RequestFault.ParsingFailed, Parameter, $"Column {found.Position + 1}: expected {what}, found {found}.");

    /// <summary>The text cannot be read, or not be carried out.</summary>
    /// <param name="position">From 0; the message counts from 1.</param>
    /// <param name="message">What is wrong, and what is allowed.</param>
    /// <param name="fault">Which kind of fault.</param>
    public static RequestException At(int position, string message, RequestFault fault = RequestFault.InvalidParameter) =>
        new(fault, Parameter, $"Column {position + 1}: {message}");
}
