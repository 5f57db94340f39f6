using System.Collections.Immutable;
using System.Globalization;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>list</c>: the documents of a store.</summary>
internal sealed class ListCommand : DocumentCommand
{
    private const int WidestActor = 24;
    private const int WidestFile = 40;

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public ListCommand(CommonOptions common)
        : base(common, "list", "List the documents of the store, each with its count of versions and the newest one.")
    {
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var location = session.Locate(".");
        var store = session.OpenStore(location);
        var documents = ImmutableArray.CreateBuilder<Entry>();
        foreach (var history in await store.HistoriesAsync(session.Cancellation).ConfigureAwait(false))
        {
            var newest = await store
                .ReadRangeAsync(history.Name, history.Count - 1, 1, VersionDetail.Headers, session.Cancellation)
                .ConfigureAwait(false);
            documents.Add(new Entry(history, location.FileOf(history.Name), newest[0]));
        }

        if (session.IsJson) PrintJson(session.Terminal, location, documents.ToImmutable());
        else Print(session.Terminal, location, documents.ToImmutable());
        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, StoreLocation location, ImmutableArray<Entry> documents)
    {
        if (documents.IsEmpty) terminal.Remark($"no document is recorded in {PlainText.OneLine(location.File)}");
        var grid = new Grid(terminal);
        foreach (var (history, file, newest) in documents)
        {
            grid.Add(
                new(PlainText.OneLine(file), Ink.Strong, Limit: WidestFile, IsWhole: true),
                new(Versions(history), IsRight: true),
                new(Branches(history), IsRight: true),
                new(TimeText.Short(newest.Stamp.Time)),
                new(PlainText.OneLine(newest.Stamp.Actor), Limit: WidestActor, GivesWay: true),
                new(PlainText.OneLine(newest.Stamp.Label)));
        }

        grid.Print();
    }

    private static string Versions(StoredHistory history) => string.Create(
        CultureInfo.InvariantCulture, $"{history.Count} {(history.Count == 1 ? "version" : "versions")}");

    // One branch is what everybody expects.
    private static string Branches(StoredHistory history) => history.Branches.Length == 1
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{history.Branches.Length} branches");

    private static void PrintJson(Terminal terminal, StoreLocation location, ImmutableArray<Entry> documents) =>
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("store", location.File);
            json.WriteList("documents", documents, document =>
            {
                json.WriteStartObject();
                json.WriteString("document", document.History.Name.Text);
                json.WriteString("file", document.File);
                json.WriteNumber("versions", document.History.Count);
                json.WriteString("current", document.History.Current.Text);
                json.WriteList(
                    "branches", document.History.Branches, branch => json.WriteStringValue(branch.Name.Text));
                json.WriteVersion("newest", document.Newest);
                json.WriteEndObject();
            });
        });

    private sealed record Entry(StoredHistory History, string File, StoredVersion Newest);
}
