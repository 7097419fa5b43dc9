using System.Buffers;
using System.IO.Compression;
using GeoServe.Protocols.Http;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Features;

/// <summary>
/// The body of an answer of any length in constant memory: what is written gathers in a buffer and goes out when it is full, at the client's
/// pace. Nothing is sent before the first full buffer, so that a source that fails at once still gives a proper error.
/// </summary>
internal sealed class StreamedBody(HttpContext http, string mediaType) : Stream, IBufferWriter<byte>
{
    // A few of Kestrel's own segments of 4 KB: each send costs some microseconds, each held buffer memory for as many clients.
    private const int FullBytes = 32 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(FullBytes + 4096);
    private Stream? _output;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>True when it is time to send.</summary>
    public bool IsFull => _buffer.WrittenCount >= FullBytes;

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public void Advance(int count) => _buffer.Advance(count);

    public override void Write(ReadOnlySpan<byte> buffer) => _buffer.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => _buffer.Write(buffer.AsSpan(offset, count));

    /// <summary>Nothing is sent: see <see cref="SendAsync"/>.</summary>
    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Sends what has gathered and waits until the client took it.</summary>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        _output ??= Begin();
        await _output.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Sends the rest.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken).ConfigureAwait(false);
        if (_output is GZipStream gzip) await gzip.DisposeAsync().ConfigureAwait(false);
    }

    private Stream Begin()
    {
        HttpResponse response = http.Response;
        response.ContentType = mediaType;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (!AcceptEncoding.TakesGzip(http.Request)) return response.Body;
        response.Headers.ContentEncoding = "gzip";
        return new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }
}
