namespace GeoServe.Server.Commands;

/// <summary>How verbs end (design, section 13).</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int FaultsFound = 1;
    public const int WrongUse = 2;
}
