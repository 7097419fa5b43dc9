namespace GeoServe.Server.Commands;

/// <summary>How verbs end (design, section 13). Wrong use ends with 1 by the command line library's own word, unless a verb says 2.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int FaultsFound = 1;
    public const int WrongUse = 2;
}
