#pragma warning disable CS1591 // the names are those of OGC 21-065r2, Table 10
namespace GeoServe.Core.Queries.Cql2;

/// <summary>How two times lie to one another (OGC 21-065r2, 7.7); the function's name is T_ and the member's.</summary>
internal enum Cql2TimeRelation : byte
{
    After,
    Before,
    Contains,
    Disjoint,
    During,
    Equals,
    FinishedBy,
    Finishes,
    Intersects,
    Meets,
    MetBy,
    OverlappedBy,
    Overlaps,
    StartedBy,
    Starts,
}
