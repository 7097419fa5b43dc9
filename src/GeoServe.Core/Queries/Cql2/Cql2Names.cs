namespace GeoServe.Core.Queries.Cql2;

/// <summary>Finds the names that a filter uses.</summary>
internal static class Cql2Names
{
    /// <summary>Adds all names in a node, each as often as it is used.</summary>
    public static void Collect(Cql2Node? node, List<Cql2Node.Name> names)
    {
        switch (node)
        {
            case Cql2Node.Name name: names.Add(name); break;
            case Cql2Node.CaseFolded folded: Collect(folded.Of, names); break;
            case Cql2Node.Operation operation: Collect(operation.Operands, names); break;
            case Cql2Node.Interval interval: Collect([interval.Start, interval.End], names); break;
            case Cql2Node.All all: Collect(all.Conditions, names); break;
            case Cql2Node.Any any: Collect(any.Conditions, names); break;
            case Cql2Node.Negation negation: Collect(negation.Of, names); break;
            case Cql2Node.Compared compared: Collect([compared.Left, compared.Right], names); break;
            case Cql2Node.Like like: Collect(like.Of, names); break;
            case Cql2Node.Missing missing: Collect(missing.Of, names); break;
            case Cql2Node.Intersects intersects: Collect([intersects.Left, intersects.Right], names); break;
            case Cql2Node.InTime inTime: Collect([inTime.Left, inTime.Right], names); break;
        }
    }

    private static void Collect(IEnumerable<Cql2Node?> nodes, List<Cql2Node.Name> names)
    {
        foreach (Cql2Node? node in nodes) Collect(node, names);
    }
}
