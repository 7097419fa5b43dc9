using GeoServe.Core.Features;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Queries;

/// <summary>Gives features to every protocol, page by page, streamed from the source.</summary>
/// <param name="limits">Bounds of one answer.</param>
/// <param name="time">Measures how long counting takes.</param>
public sealed class FeatureService(FeatureLimits limits, TimeProvider time)
{
    /// <summary>The bounds of one answer.</summary>
    public FeatureLimits Limits => limits;

    /// <summary>Counts, and opens the page; its features are read from the answer.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer.</exception>
    public async ValueTask<FeatureAnswer> AnswerAsync(FeatureRequest request, CancellationToken cancellationToken)
    {
        IFeatureSource source = request.Collection.Features ?? throw new RequestException(RequestFault.NotSupported, "typeNames", $"'{request.Collection.Id}' is an archive of tiles and has no features to query.");
        long limit = Math.Min(request.Query.Limit ?? limits.DefaultCount, limits.MaxCount);
        FeatureQuery page = request.Query with { Limit = limit };
        long? matched = await CountAsync(source, request.Query, cancellationToken).ConfigureAwait(false);
        long returned = request.HitsOnly ? 0
            : matched is { } all ? Math.Clamp(all - page.Offset, 0, limit)
            : await CountPageAsync(source, page, cancellationToken).ConfigureAwait(false);
        FeatureReader? reader = returned == 0 ? null : await source.QueryAsync(page, cancellationToken).ConfigureAwait(false);
        return new FeatureAnswer(request, limit, matched, returned, reader);
    }

    private async ValueTask<long?> CountAsync(IFeatureSource source, FeatureQuery query, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limits.CountDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await source.CountAsync(query, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // The head of an answer says how many features follow. Where the total is unknown, the keys of the one page are counted.
    private static async ValueTask<long> CountPageAsync(IFeatureSource source, FeatureQuery page, CancellationToken cancellationToken)
    {
        FeatureReader reader = await source.QueryAsync(page with { Columns = [], WithGeometry = false }, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            long rows = 0;
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows++;
            return rows;
        }
    }
}
