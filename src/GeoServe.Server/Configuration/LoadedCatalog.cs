using GeoServe.Core.Changes;

namespace GeoServe.Server.Configuration;

/// <summary>What was made of the configuration folder as it was at one moment.</summary>
/// <param name="Folder">What stood in it.</param>
/// <param name="Snapshot">The catalog and its collections; null where the server's own options are faulty, so that nothing was built.</param>
/// <param name="Faults">All that is wrong, warnings too.</param>
/// <param name="Fingerprint">Of the files, taken before they were read.</param>
internal sealed record LoadedCatalog(ConfigurationFolder Folder, Snapshot? Snapshot, IReadOnlyList<ConfigFault> Faults, ulong Fingerprint);
