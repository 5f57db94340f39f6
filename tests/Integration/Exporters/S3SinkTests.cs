using Amazon.S3;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

public sealed class S3SinkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(true, ".jsonl.gz")]
    [InlineData(false, ".jsonl")]
    public async Task A_batch_is_an_object_with_a_line_for_each_entry(bool compress, string suffix)
    {
        using var server = await S3Server.Start();
        using var client = server.Client();
        await using var sink = new S3Sink(client, S3Server.Bucket, new() { Prefix = "audit/", Compress = compress });
        var entries = Recorded.Entries(50);
        var batch = Recorded.Batch(entries);

        await sink.SendAsync(batch, None);

        var key = sink.KeyOf(batch);
        Assert.Matches(@"^audit/\d{4}/\d\d/\d\d/\d{8}T\d{6}\.\d{7}Z-[0-9a-f]{32}\.jsonl(\.gz)?$", key);
        Assert.EndsWith(suffix, key, StringComparison.Ordinal);
        Assert.Equal(Recorded.Lines(entries), await S3Server.LinesOf(client, key));
        Assert.Equal(
            "application/x-ndjson", (await client.GetObjectMetadataAsync(S3Server.Bucket, key, None)).ContentType);
    }

    [Fact]
    public async Task The_same_batch_sent_again_overwrites_itself()
    {
        using var server = await S3Server.Start();
        using var client = server.Client();
        await using var sink = new S3Sink(client, S3Server.Bucket);
        var entries = Recorded.Entries(5);

        await sink.SendAsync(Recorded.Batch(entries), None);
        await sink.SendAsync(Recorded.Batch(entries), None);

        Assert.Equal(Recorded.Lines(entries), await server.Lines());
    }

    [Fact]
    public async Task Objects_list_in_the_order_of_their_batches()
    {
        using var server = await S3Server.Start();
        using var client = server.Client();
        await using var sink = new S3Sink(client, S3Server.Bucket);
        var entries = Recorded.Entries(40);

        foreach (var part in entries.Chunk(10)) await sink.SendAsync(Recorded.Batch(part), None);

        Assert.Equal(Recorded.Lines(entries), await server.Lines());
    }

    [Fact]
    public async Task What_can_be_mended_is_not_refused()
    {
        using var server = await S3Server.Start();
        using var client = server.Client();
        using var stranger = server.Client("nobody");
        await using var toNowhere = new S3Sink(client, "nowhere");
        await using var byStranger = new S3Sink(stranger, S3Server.Bucket);
        var batch = Recorded.Batch(Recorded.Entries(2));

        var missing = await Assert.ThrowsAsync<AmazonS3Exception>(async () => await toNowhere.SendAsync(batch, None));
        Assert.Equal("NoSuchBucket", missing.ErrorCode);
        _ = await Assert.ThrowsAsync<AmazonS3Exception>(async () => await byStranger.SendAsync(batch, None));
    }

    [Fact]
    public async Task A_sink_disposes_only_of_a_client_of_its_own()
    {
        using var server = await S3Server.Start();
        using var client = server.Client();
        await using (var sink = new S3Sink(client, S3Server.Bucket)) { }

        _ = await client.ListBucketsAsync(None);
        await using (var sink = new S3Sink(client, S3Server.Bucket, new() { OwnsClient = true })) { }

        _ = await Assert.ThrowsAnyAsync<Exception>(() => client.ListBucketsAsync(None));
    }
}
