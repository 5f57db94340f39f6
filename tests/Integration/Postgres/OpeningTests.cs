using Npgsql;
using Timeline.Histories;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;
using Timeline.Tests.Integration.Sqlite;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Postgres;

[Collection(SharedServer.Collection)]
public sealed class OpeningTests
{
    private readonly PostgresStoreOptions _options = new()
    {
        Schema = SharedServer.NewSchema(),
        Partitions = 2,
        Patience = TimeSpan.FromMilliseconds(100),
    };

    public OpeningTests() => PostgresGate.SkipWhereUnavailable();

    [Fact]
    public async Task A_schema_of_a_newer_format_is_refused_and_the_message_names_both_formats()
    {
        await (await Open()).DisposeAsync();
        await SharedServer.Server.Execute($"UPDATE {_options.Schema}.format SET number = 7");
        var refused = await Refused(() => Open());
        Assert.Equal(StoreTrouble.NewerFormat, refused.Trouble);
        Assert.Contains("format 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains("up to 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(7, await SharedServer.Server.Scalar($"SELECT number FROM {_options.Schema}.format"));
    }

    [Fact]
    public async Task A_schema_with_tables_of_something_else_is_refused_and_left_as_it_is()
    {
        await SharedServer.Server.Execute(
            $"CREATE SCHEMA {_options.Schema}; CREATE TABLE {_options.Schema}.version(theirs int)");
        Assert.Equal(StoreTrouble.NotAStore, (await Refused(() => Open())).Trouble);
        Assert.Equal(1L, await SharedServer.Server.Scalar(
            $"SELECT count(*) FROM pg_tables WHERE schemaname = '{_options.Schema}'"));
    }

    [Fact]
    public async Task Missing_tables_are_not_made_unless_they_may_be()
    {
        var refused = await Refused(() => Open(_options with { CreateIfMissing = false }));
        Assert.Equal(StoreTrouble.Missing, refused.Trouble);
        Assert.Equal(0L, await SharedServer.Server.Scalar(
            $"SELECT count(*) FROM pg_namespace WHERE nspname = '{_options.Schema}'"));
    }

    [Fact]
    public async Task Many_who_open_at_once_make_the_tables_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Open())));
        foreach (var store in stores) await store.DisposeAsync();
        Assert.Equal(1L, await SharedServer.Server.Scalar($"SELECT count(*) FROM {_options.Schema}.format"));
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_the_connection_string()
    {
        var wrong = SharedServer.Server.ConnectionString.Replace(
            PostgresServer.Password, "wrong-secret", StringComparison.Ordinal);
        var refused = await Refused(
            async () => await PostgresHistoryStore.OpenAsync(wrong, _options));
        Assert.Equal(StoreTrouble.NotPermitted, refused.Trouble);
        Assert.Contains("refuses this user or password", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_password_that_was_not_given_is_asked_for()
    {
        var without = SharedServer.Server.ConnectionString.Replace(
            $"Password={PostgresServer.Password};", "", StringComparison.Ordinal);
        var refused = await Refused(async () => await PostgresHistoryStore.OpenAsync(without, _options));
        Assert.Equal(StoreTrouble.NotPermitted, refused.Trouble);
        Assert.Contains("check the password", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_missing()
    {
        var nowhere = SharedServer.Server.SocketConnectionString.Replace(
            "Database=postgres", "Database=nowhere", StringComparison.Ordinal);
        var refused = await Refused(async () => await PostgresHistoryStore.OpenAsync(nowhere, _options));
        Assert.Equal(StoreTrouble.Missing, refused.Trouble);
        Assert.Contains("make it first, or name another", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("pg_catalog")]
    [InlineData("pg_mine")]
    [InlineData("information_schema")]
    [InlineData("Timeline")]
    [InlineData("a;b")]
    [InlineData("7up")]
    [InlineData("")]
    public void A_schema_of_the_server_or_of_no_name_is_refused(string schema) =>
        Assert.Throws<ArgumentException>(() => _options with { Schema = schema });

    [Fact]
    public async Task A_schema_may_have_the_name_of_a_word_of_SQL()
    {
        var options = _options with { Schema = "user" };
        await using var store = await PostgresEventStore.OpenAsync(SharedServer.Source, options);
        _ = Right(await store.SaveAsync([SampleEvents.Of(1)]));
        Assert.Equal(1L, await SharedServer.Server.Scalar("SELECT count(*) FROM \"user\".event"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Single(await Subscriber.FollowAsync(store, 1, patience.Token));
    }

    [Fact]
    public async Task Tables_that_are_there_keep_their_partitions_and_work_with_another_number()
    {
        await (await Open()).DisposeAsync();
        await using var store = await Open(_options with { Partitions = 7 });
        await Samples.Record(store);
        Assert.Equal(2L, await SharedServer.Server.Scalar(
            $"SELECT count(*) FROM pg_inherits WHERE inhparent = '{_options.Schema}.version'::regclass"));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Pasword=secret-text", "a key 'pasword', which Npgsql does not know")]
    [InlineData("Host=127.0.0.1;Password=half;secret-text=x", "a password with a ; is quoted")]
    [InlineData("Host=127.0.0.1;PWD=half;secret-text=x", "a password with a ; is quoted")]
    [InlineData("Host=127.0.0.1;Port=secret-text", "a value for 'port' that it cannot have")]
    [InlineData("secret-text", "is not of the form Host=")]
    [InlineData("Host=127.0.0.1;Password='secret-text", "is not of the form Host=")]
    [InlineData("postgres://timeline:secret-text@127.0.0.1/app", "is a URI")]
    [InlineData(" PostgreSQL://timeline:secret-text@127.0.0.1/app?sslmode=require", "is a URI")]
    [InlineData("Password=secret-text", "says too little")]
    public async Task A_malformed_connection_string_is_refused_and_not_repeated(string malformed, string said)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            async () => await PostgresHistoryStore.OpenAsync(malformed));
        Assert.Contains(said, refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("connectionString", refused.ParamName);
        Assert.DoesNotContain("secret-text", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable_after_the_time_allowed()
    {
        const string Nowhere = "Host=127.0.0.1;Port=1;Username=timeline;Password=secret-text;Timeout=2";
        var refused = await Refused(async () => await PostgresHistoryStore.OpenAsync(Nowhere, _options));
        Assert.Equal(StoreTrouble.Unreachable, refused.Trouble);
        Assert.DoesNotContain("nothing was recorded", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-text", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_with_few_rights_reads_and_writes_and_makes_nothing()
    {
        await (await Open()).DisposeAsync();
        var (schema, role) = (_options.Schema, $"app_{_options.Schema}");
        await SharedServer.Server.Execute($"CREATE ROLE {role} LOGIN");
        await using var source = NpgsqlDataSource.Create(SharedServer.Server.SocketConnectionString
            .Replace("Username=timeline", $"Username={role}", StringComparison.Ordinal));
        var modest = _options with { CreateIfMissing = false };
        Assert.Equal(
            StoreTrouble.NotPermitted,
            (await Refused(async () => await PostgresHistoryStore.OpenAsync(source, modest))).Trouble);
        await SharedServer.Server.Execute(
            $"GRANT USAGE ON SCHEMA {schema} TO {role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}");
        await using var store = await PostgresHistoryStore.OpenAsync(source, modest);
        await Samples.Record(store);
        Assert.Empty((await store.VerifyAsync()).Findings);
        var made = _options with { Schema = SharedServer.NewSchema() };
        Assert.Equal(
            StoreTrouble.NotPermitted,
            (await Refused(async () => await PostgresHistoryStore.OpenAsync(source, made))).Trouble);
    }

    [Fact]
    public async Task Events_of_transactions_that_the_server_has_not_reached_are_refused_as_after_a_restored_dump()
    {
        await using (var store = await PostgresEventStore.OpenAsync(SharedServer.Source, _options))
            _ = Right(await store.SaveAsync([SampleEvents.Of(1)]));
        await SharedServer.Server.Execute($"UPDATE {_options.Schema}.event SET tx = '{1L << 40}'");
        var refused = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await PostgresEventStore.OpenAsync(SharedServer.Source, _options));
        Assert.Equal(StoreTrouble.InputOutput, refused.Trouble);
        Assert.Contains("pg_resetwal --epoch", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task The_record_can_be_read_with_plain_SQL()
    {
        await using (var store = await Open()) await Samples.Record(store, compact: false);
        Assert.StartsWith("[{\"op\":\"add\"", (string?)await SharedServer.Server.Scalar(
            $"SELECT patch FROM {_options.Schema}.log WHERE number = 20"), StringComparison.Ordinal);
        Assert.Equal(true, await SharedServer.Server.Scalar(
            $"SELECT current FROM {_options.Schema}.head WHERE branch = 'main' AND number = 27"));
    }

    [Fact]
    public async Task A_batch_of_many_versions_is_copied_and_reads_back()
    {
        await using var store = await Open(_options with { Snapshots = SnapshotPolicy.Default });
        var versions = new List<NewVersion> { Draft.Start.ToRoot(Draft.StampOf(0)) };
        for (var i = 1; i < 300; i++)
        {
            versions.Add(Draft.Start.Set("key0", i).ToVersion(
                [versions[^1].Id], Draft.StampOf(i), "key0", i % 3 == 0 ? [.. Enumerable.Repeat((byte)(i & 0x7f), i)] : null));
        }

        var name = HistoryName.Of("bulk.json");
        var batch = new AppendBatch([.. versions], [BranchMove.Create(BranchName.Main, versions[^1].Id)]);
        Assert.Equal(300, Right(await store.AppendAsync(name, batch)).Count);
        var read = await store.ReadRangeAsync(name, 0, 1000, VersionDetail.Full);
        Assert.Equal(versions.Select(version => version.Id), read.Select(version => version.Id));
        Assert.Equal(versions.Select(version => version.Payload), read.Select(version => version.Payload));
        Assert.Empty((await store.VerifyAsync()).Findings);
    }

    private Task<PostgresHistoryStore> Open(PostgresStoreOptions? options = null) =>
        PostgresHistoryStore.OpenAsync(SharedServer.Source, options ?? _options).AsTask();

    private static Task<HistoryStoreException> Refused(Func<Task<PostgresHistoryStore>> open) =>
        Assert.ThrowsAsync<HistoryStoreException>(open);
}
