using GeoServe.Core.Features;

namespace GeoServe.Core.Styles;

/// <summary>Reads a typed value; false where the value is not of the type.</summary>
public delegate bool ValueReader<T>(in Value value, out T result);
