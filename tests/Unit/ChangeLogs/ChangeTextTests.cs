using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeLogs;

public sealed class ChangeTextTests
{
    [Fact]
    public void A_line_says_when_who_what_where_and_from_what_to_what()
    {
        Assert.Equal("2026-01-31 12:00:00.000Z  init (root): {\"ports\":[80]}", ChangeText.Line(Samples.Init));
        Assert.Equal("2026-01-31 12:00:00.001Z  ada  add /ports/1: 443", ChangeText.Line(Samples.Added));
        Assert.Equal("2026-01-31 12:00:00.001Z  ada  replace /ports: [80,443] -> []", $"{Samples.Replaced}");
        var taken = Samples.Added with { Action = ChangeAction.Remove, Before = Samples.Added.After, After = default };
        Assert.Equal("2026-01-31 12:00:00.001Z  ada  remove /ports/1: 443", ChangeText.Line(taken));
        var locked = Samples.Init with { Action = ChangeAction.RolledBack, After = default };
        Assert.Equal("2026-01-31 12:00:00.000Z  rolled-back (root)", ChangeText.Line(locked));
    }

    [Fact]
    public void A_time_of_another_zone_is_told_in_UTC()
    {
        var elsewhere = Samples.Init with { Time = Samples.Noon.ToOffset(TimeSpan.FromHours(5)) };
        Assert.Equal(ChangeText.Line(Samples.Init), ChangeText.Line(elsewhere));
    }

    [Fact]
    public void A_long_value_is_cut_short_but_not_within_a_character()
    {
        var faces = string.Concat(Enumerable.Repeat("😀", 40));
        var line = ChangeText.Line(Samples.Added with { After = ChangeContent.Of(Value.Of(faces)) });
        Assert.EndsWith("\"" + faces[..58] + "...", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_steer_a_terminal_stands_as_an_escape()
    {
        var entry = Samples.Added with
        {
            Actor = "a\e[2Jda\u202e",
            Path = ValuePath.Root.Append("x\ny"),
            After = ChangeContent.Of(Value.Of("\u2028")),
        };
        Assert.Equal(
            "2026-01-31 12:00:00.001Z  a\\u001b[2Jda\\u202e  add /x\\u000ay: \"\\u2028\"", ChangeText.Line(entry));
        Assert.DoesNotContain(ChangeText.Full(entry, withStack: true), letter => letter is '\e' or '\u202e' or '\u2028');
    }

    [Fact]
    public void In_full_an_entry_says_all_it_knows()
    {
        const string Expected =
            """
            Change: 0b0f6f3e-0000-4000-8000-000000000001/3
            Origin: 0b0f6f3e-0000-4000-8000-000000000002/2
            Time:   2026-01-31T12:00:00.0015000+00:00
            Actor:  ada
            Action: replace
            Method: Clear
            Path:   /ports
            Before: [
                      80,
            ...
            After:  []
            Group:  0b0f6f3e-0000-4000-8000-00000000000f
            Tree:   dictionary 0b0f6f3e-0000-4000-8000-000000000001 (root)
                    |-> list 0b0f6f3e-0000-4000-8000-000000000002 /ports
            Stack:  at Program.Main() in Program.cs:line 3

            """;
        Assert.Equal(
            Expected.Replace("\n...", "\n        ...", StringComparison.Ordinal),
            ChangeText.Full(Samples.Replaced, 2, withStack: true));
        Assert.DoesNotContain("Stack", ChangeText.Full(Samples.Replaced), StringComparison.Ordinal);
    }

    [Fact]
    public void In_full_nothing_is_said_of_what_an_entry_does_not_say()
    {
        const string Expected =
            """
            Change: 0b0f6f3e-0000-4000-8000-000000000001/1
            Time:   2026-01-31T12:00:00.0000000+00:00
            Action: init
            Path:   (root)
            After:  1
            Tree:   dictionary 0b0f6f3e-0000-4000-8000-000000000001 (root)

            """;
        Assert.Equal(Expected, ChangeText.Full(Samples.Init with { After = Samples.Content("1") }));
    }
}
