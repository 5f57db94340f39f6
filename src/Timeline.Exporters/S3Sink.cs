using System.Globalization;
using System.IO.Compression;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Timeline.Exporters;

/// <summary>Stores each batch as one object in a bucket of any store that speaks S3.</summary>
/// <remarks>
/// <para>
/// The key follows from the batch, so that the same batch sent again overwrites itself:
/// <c>{prefix}2026/11/22/20261122T101530.1234567Z-{batch}.jsonl.gz</c>, with the time of its first entry; in the order
/// of keys batches are in the order of those times. An object holds a line of JSON for each entry.
/// </para>
/// <para>
/// Of what can go wrong only an object that is too large is the batch's own fault and refused; a bucket that is
/// missing, wrong credentials or a store that is down may be mended while the exporter tries again. For one batch at a
/// time, as the exporter sends them.
/// </para>
/// </remarks>
public sealed class S3Sink : IChangeSink
{
    private static readonly string[] TooLarge = ["EntityTooLarge", "MaxMessageLengthExceeded", "RequestEntityTooLarge"];

    private readonly IAmazonS3 _client;
    private readonly string _bucket;
    private readonly S3SinkOptions _options;

    /// <summary>A sink.</summary>
    /// <param name="client">The client, which says the endpoint and the credentials; disposed of by whoever made it,
    /// unless the options say otherwise.</param>
    /// <param name="bucket">The bucket, which has to be there.</param>
    /// <param name="options">How objects are named and written.</param>
    /// <exception cref="ArgumentException">The bucket has no name.</exception>
    public S3Sink(IAmazonS3 client, string bucket, S3SinkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(bucket);
        _client = client;
        _bucket = bucket;
        _options = options ?? new();
    }

    /// <inheritdoc/>
    public string Name => $"s3://{_bucket}/{_options.Prefix}";

    /// <summary>The key of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>The key under which its object is stored: the same for the same records.</returns>
    public string KeyOf(ExportBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var time = RecordTime.Of(batch.Records[0]).UtcDateTime;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_options.Prefix}{time:yyyy/MM/dd}/{time:yyyyMMdd'T'HHmmss.fffffff'Z'}-{batch.Id}.jsonl{Suffix}");
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var body = await BodyAsync(batch, cancellationToken).ConfigureAwait(false);
        var request = new PutObjectRequest
        {
            BucketName = _bucket,
            Key = KeyOf(batch),
            InputStream = body,
            AutoCloseStream = false,
            ContentType = "application/x-ndjson",
            // Signed as a whole: chunks with signatures of their own are not known to every store.
            UseChunkEncoding = false,
        };
        if (_options.Compress) request.Headers.ContentEncoding = "gzip";
        try
        {
            _ = await _client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception thrown) when (IsTooLarge(thrown))
        {
            throw new SinkRefusedException(
                $"{Name} refuses an object of {body.Length} bytes: {thrown.Message}", thrown);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_options.OwnsClient) _client.Dispose();
        return default;
    }

    private string Suffix => _options.Compress ? ".gz" : "";

    private async ValueTask<MemoryStream> BodyAsync(ExportBatch batch, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        if (_options.Compress)
        {
            var zipped = new GZipStream(body, CompressionLevel.Optimal, leaveOpen: true);
            await using (zipped.ConfigureAwait(false))
            {
                await WriteAsync(zipped).ConfigureAwait(false);
            }
        }
        else
        {
            await WriteAsync(body).ConfigureAwait(false);
        }

        body.Position = 0;
        return body;

        async ValueTask WriteAsync(Stream stream)
        {
            foreach (var record in batch.Records)
            {
                await stream.WriteAsync(record.Json, cancellationToken).ConfigureAwait(false);
                stream.WriteByte((byte)'\n');
            }
        }
    }

    private static bool IsTooLarge(AmazonS3Exception thrown) =>
        thrown.StatusCode == HttpStatusCode.RequestEntityTooLarge || TooLarge.Contains(thrown.ErrorCode);
}
