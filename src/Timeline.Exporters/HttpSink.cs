using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Timeline.Exporters;

/// <summary>Sends batches to a web server: <c>POST</c> of lines of JSON.</summary>
/// <remarks>
/// <para>
/// The body is <c>application/x-ndjson</c>, a line per record; the header <c>Idempotency-Key</c> is the id of the
/// batch, so that a server knows one that comes again. Every 2xx is taken as it is; its body is not read.
/// </para>
/// <para>
/// 400, 413 and 422 refuse the batch: they speak of what is sent. Everything else that is no 2xx is tried again, as
/// late as <c>Retry-After</c> asks, and so is what the network does and the client's time-out. Among that are 401,
/// 403, 404, 410 and 415, which speak of who sends, where to and how, the same for every record: that can be mended
/// while the exporter tries, and would otherwise set aside all there is, one by one. 409 says that the same batch is
/// still being worked on. Redirects that the client's handler has not followed, or followed without the body, are
/// failures too.
/// </para>
/// </remarks>
public sealed class HttpSink : IChangeSink
{
    private const string KeyHeader = "Idempotency-Key";

    private static readonly MediaTypeHeaderValue Lines = new("application/x-ndjson");

    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(1);

    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly HttpSinkOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A sink for a server.</summary>
    /// <param name="client">The client, with whatever proves who sends. Its time-out should be longer than
    /// <see cref="ExporterOptions.AttemptTimeout"/>.</param>
    /// <param name="address">Where batches go: an absolute <c>http</c> or <c>https</c> address.</param>
    /// <param name="options">How; if null all as it is unless told otherwise.</param>
    /// <param name="time">The clock that a date in <c>Retry-After</c> is compared with; if null that of the
    /// system.</param>
    /// <exception cref="ArgumentException">The address or a header is not one.</exception>
    public HttpSink(HttpClient client, Uri address, HttpSinkOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException("The address is an absolute one of http or https.", nameof(address));
        (_client, _address, _options, _time) = (client, address, options ?? new(), time ?? TimeProvider.System);
        if (WrongHeader(_options) is { } wrong)
            throw new ArgumentException($"The header '{wrong}' cannot be sent with a request.", nameof(options));

        // Without user, password and query, which may be secrets.
        Name = address.GetComponents(
            UriComponents.Scheme | UriComponents.HostAndPort | UriComponents.Path, UriFormat.UriEscaped);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = Body(batch) };
        foreach (var (name, value) in _options.Headers) _ = request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.Add(KeyHeader, batch.Id);
        using var response = await _client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var hasBody = response.RequestMessage is null || response.RequestMessage.Method == HttpMethod.Post;
        if (response.IsSuccessStatusCode && hasBody) return;
        var answer = await AnswerAsync(response, cancellationToken).ConfigureAwait(false);
        if (!hasBody)
        {
            throw new HttpRequestException(
                $"A redirect turned the request into a {response.RequestMessage!.Method}, so nothing was sent; "
                + "give the sink the address it leads to.");
        }

        if (IsRefusal(response.StatusCode)) throw new SinkRefusedException(answer);
        throw new SinkBusyException(answer, Asked(response.Headers.RetryAfter));
    }

    /// <summary>Disposes of the client where it is asked to.</summary>
    /// <returns>A task that is complete.</returns>
    public ValueTask DisposeAsync()
    {
        if (_options.OwnsClient) _client.Dispose();
        return default;
    }

    /// <summary>The name of a header that cannot be sent; null if all can. Its value may be a secret.</summary>
    internal static string? WrongHeader(HttpSinkOptions options)
    {
        using var probe = new HttpRequestMessage();
        foreach (var (name, value) in options.Headers)
        {
            // The key is the batch's id, and two of them are none.
            var isSound = !name.Equals(KeyHeader, StringComparison.OrdinalIgnoreCase)
                && !value.AsSpan().ContainsAnyExceptInRange(' ', '~')
                && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
                && probe.Headers.TryAddWithoutValidation(name, value);
            if (!isSound) return name;
        }

        return null;
    }

    private static bool IsRefusal(HttpStatusCode status) => status
        is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;

    private ByteArrayContent Body(ExportBatch batch)
    {
        using var bytes = new MemoryStream(_options.Gzip ? 4096 : checked((int)batch.Bytes));
        if (_options.Gzip)
        {
            using var gzip = new GZipStream(bytes, _options.GzipLevel, leaveOpen: true);
            Write(gzip);
        }
        else
        {
            Write(bytes);
        }

        var body = new ByteArrayContent(bytes.GetBuffer(), 0, (int)bytes.Length);
        body.Headers.ContentType = Lines;
        if (_options.Gzip) body.Headers.ContentEncoding.Add("gzip");
        return body;

        void Write(Stream stream)
        {
            foreach (var record in batch.Records)
            {
                stream.Write(record.Json.Span);
                stream.WriteByte((byte)'\n');
            }
        }
    }

    private TimeSpan? Asked(RetryConditionHeaderValue? asked) => asked switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } => date - _time.GetUtcNow() is var pause && pause > TimeSpan.Zero ? pause : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>What a failed answer says: its status, and the beginning of its body on one line.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A body that cannot be read says nothing; the status does.")]
    private async ValueTask<string> AnswerAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = $"{Name} answered {(int)response.StatusCode}";
        if (_options.MessageBytes == 0) return status;
        try
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            enough.CancelAfter(LongestReading);
            var body = await response.Content.ReadAsStreamAsync(enough.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var bytes = new byte[_options.MessageBytes];
                var read = await body.ReadAtLeastAsync(
                    bytes, bytes.Length, throwOnEndOfStream: false, enough.Token).ConfigureAwait(false);
                var text = OneLine(Encoding.UTF8.GetString(bytes, 0, read));
                return text.Length == 0 ? status : $"{status}: {text}";
            }
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return status;
        }
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            _ = line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        return line.ToString().Trim();
    }
}
