namespace GeoServe.Protocols.Features;

/// <summary>Writes a document of features, piece by piece, into a buffer.</summary>
internal interface IFeatureFormat : IDisposable
{
    /// <summary>Writes the head.</summary>
    void Begin();

    /// <summary>Writes the feature at hand.</summary>
    /// <param name="number">Its number on the page, from 0.</param>
    void Write(long number);

    /// <summary>Writes the end.</summary>
    void End();

    /// <summary>Passes on to the buffer what is held back.</summary>
    void Flush();
}
