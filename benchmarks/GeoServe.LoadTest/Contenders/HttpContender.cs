using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Processes;

namespace GeoServe.LoadTest.Contenders;

/// <summary>A server that is asked over HTTP, one connection a lane.</summary>
/// <param name="name">As the tables name it.</param>
/// <param name="address">Of a tile, with {z}, {x} and {y}.</param>
/// <param name="processIds">Its first processes and its database's.</param>
internal sealed class HttpContender(string name, string address, params int[] processIds) : IContender
{
    public string Name => name;

    public ProcessTree Processes { get; } = new(processIds);

    public TimeSpan Cpu => Processes.Cpu;

    public ILane OpenLane() => new Lane(address);

    public ValueTask DisposeAsync() => default;

    private sealed class Lane : ILane
    {
        private readonly string _address;
        private readonly HttpClient _client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { Timeout = TimeSpan.FromMinutes(10) };
        private readonly byte[] _buffer = new byte[64 * 1024];

        public Lane(string address)
        {
            _address = address;
            _client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        }

        public int Ask(TileCoordinate tile)
        {
            using HttpResponseMessage response = Send(tile);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NoContent)) return -1;
            using Stream body = response.Content.ReadAsStream();
            int length = 0;
            while (body.Read(_buffer) is > 0 and int read) length += read;
            return length;
        }

        public byte[] Read(TileCoordinate tile)
        {
            using HttpResponseMessage response = Send(tile);
            if (response.StatusCode == HttpStatusCode.NoContent) return [];
            response.EnsureSuccessStatusCode();
            using Stream body = response.Content.ReadAsStream();
            using Stream plain = response.Content.Headers.ContentEncoding.Contains("gzip") ? new GZipStream(body, CompressionMode.Decompress) : body;
            using var all = new MemoryStream();
            plain.CopyTo(all);
            return all.ToArray();
        }

        public void Dispose() => _client.Dispose();

        private HttpResponseMessage Send(TileCoordinate tile)
        {
            string url = _address.Replace("{z}", Text(tile.Z), StringComparison.Ordinal).Replace("{x}", Text(tile.X), StringComparison.Ordinal).Replace("{y}", Text(tile.Y), StringComparison.Ordinal);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            return _client.Send(request, HttpCompletionOption.ResponseHeadersRead);
        }

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
