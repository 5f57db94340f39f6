using System.CommandLine;
using System.Text.Json;
using Timeline.Changes;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Cli.Commands;

/// <summary><c>diff FILE [A [B]]</c>: without B the file as it is on the disk, without A the head.</summary>
internal sealed class DiffCommand : DocumentCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The document" };

    private readonly Argument<string?> _before = new("A")
    {
        Description = "The version to begin at; otherwise the head",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _after = new("B")
    {
        Description = "The version to arrive at; otherwise the file as it is now",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _patch = new("--patch")
    {
        Description = "Print the changes as JSON Patch (RFC 6902), with --json or without",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public DiffCommand(CommonOptions common)
        : base(common, "diff", "Show what changed: from the head to the file, from A to the file, or from A to B.")
    {
        _before.CompletionSources.SuggestVersions(common, _file);
        _after.CompletionSources.SuggestVersions(common, _file);
        Arguments.Add(_file);
        Arguments.Add(_before);
        Arguments.Add(_after);
        Options.Add(_patch);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var history = await session.FindAsync(file).ConfigureAwait(false);
        var before = Revisions.Of(session.Get(_before));
        var difference = session.Get(_after) is { } after
            ? await BetweenAsync(session, history, before, Revisions.Of(after)).ConfigureAwait(false)
            : await ToFileAsync(session, history, before).ConfigureAwait(false);

        if (session.Get(_patch)) session.Terminal.Line(HarmlessJson.Of(PatchText(difference.Patch)));
        else if (session.IsJson) PrintJson(session.Terminal, history, difference);
        else Print(session.Terminal, file, difference);
        return ExitCode.Done;
    }

    private async Task<Difference> BetweenAsync(
        Session session, DocumentHistory history, Revision before, Revision after)
    {
        var file = session.Get(_file)!;
        var (from, to) = (history.Find(before).OrRefuse(file), history.Find(after).OrRefuse(file));
        var outcome = await history.DiffAsync(before, after, session.Cancellation).ConfigureAwait(false);
        var patch = outcome.OrRefuse(file);
        var isFormatting = patch.IsEmpty && IsOther(
            await BytesAsync(session, history, before).ConfigureAwait(false),
            await BytesAsync(session, history, after).ConfigureAwait(false));
        return new Difference(from, to, patch, isFormatting);
    }

    private async Task<Difference> ToFileAsync(Session session, DocumentHistory history, Revision before)
    {
        var file = session.Get(_file)!;
        var from = history.Find(before).OrRefuse(file);
        var document = Document.Parse(DocumentFile.Read(file)).OrRefuse(file);
        var outcome = await history.DiffAsync(before, document.Value, session.Cancellation).ConfigureAwait(false);
        var patch = outcome.OrRefuse(file);
        var isFormatting = patch.IsEmpty
            && IsOther(await BytesAsync(session, history, before).ConfigureAwait(false), document.Bytes);
        return new Difference(from, null, patch, isFormatting);
    }

    private async Task<ReadOnlyMemory<byte>> BytesAsync(Session session, DocumentHistory history, Revision version)
    {
        var restored = await history.RestoreAsync(version, session.Cancellation).ConfigureAwait(false);
        return restored.OrRefuse(session.Get(_file)!).Document.Bytes;
    }

    private static bool IsOther(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
        !left.Span.SequenceEqual(right.Span);

    // One operation to a line: a JSON document that is also read and compared line by line.
    private static string PatchText(Patch patch)
    {
        if (patch.IsEmpty) return "[]";
        var operations = (Value.List)patch.ToJsonPatch().ToValue();
        return $"[\n  {string.Join(",\n  ", operations.Items.Select(operation => Json.ToText(operation)))}\n]";
    }

    private static void Print(Terminal terminal, string file, Difference difference)
    {
        var (from, to, patch, isFormattingOnly) = difference;
        var until = to is null ? "the file" : VersionText.Number(to);
        var versions = $"{PlainText.OneLine(file)}: {VersionText.Number(from)} → {until}";
        if (patch.IsEmpty)
        {
            terminal.Remark($"{versions}  {(isFormattingOnly ? "formatting only" : "no changes")}");
            return;
        }

        terminal.Line($"{terminal.Paint(Ink.Strong, versions)}  {ChangeCounts.Of(patch.Changes)}");
        new ChangePrinter(terminal).Print(patch);
        if (patch.Approximate)
            terminal.Remark("(the versions differ so much that a shorter list of changes may exist)");
    }

    private static void PrintJson(Terminal terminal, DocumentHistory history, Difference difference)
    {
        var (from, to, patch, isFormattingOnly) = difference;
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("document", history.Name.Text);
            json.WriteVersion("from", from);
            if (to is null) json.WriteNull("to");
            else json.WriteVersion("to", to);
            json.WriteBoolean("formattingOnly", isFormattingOnly);
            json.WriteBoolean("approximate", patch.Approximate);
            json.WriteCounts(ChangeCounts.Of(patch.Changes));
            json.WriteList("changes", patch.Changes, change => WriteChange(json, change));
        });
    }

    private static void WriteChange(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteString("kind", change.Match(_ => "added", _ => "removed", _ => "replaced", _ => "moved"));
        json.WriteString("path", change.Path.ToString());
        switch (change)
        {
            case Change.Added it:
                json.WriteValue("after", it.After);
                break;
            case Change.Removed it:
                json.WriteValue("before", it.Before);
                break;
            case Change.Replaced it:
                json.WriteValue("before", it.Before);
                json.WriteValue("after", it.After);
                break;
            case Change.Moved it:
                json.WriteString("from", it.From.ToString());
                json.WriteValue("value", it.Value);
                break;
        }

        json.WriteEndObject();
    }

    private sealed record Difference(StoredVersion From, StoredVersion? To, Patch Patch, bool IsFormattingOnly);
}
