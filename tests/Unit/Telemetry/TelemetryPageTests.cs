using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Timeline.Telemetry;
using Timeline.Tests.Unit.Repository;

namespace Timeline.Tests.Unit.Telemetry;

/// <summary>The page lists what the code has, neither more nor less.</summary>
public sealed class TelemetryPageTests
{
    private static readonly string Page = Checkout.Read("docs/telemetry.md");

    private static IEnumerable<(string Name, string Value)> Constants => typeof(TelemetryNames)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(constant => (constant.Name, (string)constant.GetRawConstantValue()!));

    [Fact]
    public void Every_instrument_is_on_the_page_with_its_kind_and_unit()
    {
        var made = Instruments().Select(it => $"{it.Name}, {Kind(it)}, {it.Unit}").Order(StringComparer.Ordinal);
        var listed = Rows("## Measurements").Select(row => $"{row[0]}, {row[1]}, {row[2]}").Order(StringComparer.Ordinal);
        Assert.Equal(made, listed);
        Assert.Contains($"The meter is `{TelemetryNames.Meter}`.", Page, StringComparison.Ordinal);
        Assert.All(Instruments(), it => Assert.False(string.IsNullOrEmpty(it.Description)));
    }

    [Fact]
    public void Every_name_is_a_constant_and_on_the_page_in_its_place()
    {
        string[] instruments = [.. Instruments().Select(it => it.Name)];
        string[] activities = [.. Rows("## Activities").Select(row => row[0])];
        string[] attributes = [.. Rows("## Attributes").Select(row => row[0])];
        Assert.Equal(
            instruments.Concat(activities).Concat(attributes).Order(StringComparer.Ordinal),
            Constants.Where(it => !IsAside(it.Name)).Select(it => it.Value).Order(StringComparer.Ordinal));
        Assert.Equal(
            activities.Order(StringComparer.Ordinal),
            Constants.Where(it => it.Name.EndsWith("Activity", StringComparison.Ordinal)).Select(it => it.Value)
                .Order(StringComparer.Ordinal));
        Assert.Contains($"The source is `{TelemetryNames.ActivitySource}`.", Page, StringComparison.Ordinal);

        static bool IsAside(string name) => name is nameof(TelemetryNames.Meter) or nameof(TelemetryNames.ActivitySource)
            || name.EndsWith("Unit", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_message_is_on_the_page_with_its_number_level_and_words()
    {
        var messages = typeof(LogMessages).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(it => it.Message is not null)
            .Select(it => $"{it.Message!.EventId}, {it.Name}, {it.Message.Level}, {it.Message.Message}");
        var listed = Rows("## Messages").Select(row => string.Join(", ", row));
        Assert.Equal(messages, listed);
    }

    [Fact]
    public void Numbers_of_messages_are_counted_without_a_gap() =>
        Assert.Equal(
            Enumerable.Range(1, Rows("## Messages").Count()).Select(number => $"{number}"),
            Rows("## Messages").Select(row => row[0]));

    [Fact]
    public void Only_a_message_of_debugging_tells_what_somebody_does_all_the_time() =>
        Assert.All(
            Rows("## Messages").Where(row => !row[1].Contains("Fail", StringComparison.Ordinal)
                && !row[1].Contains("Fell", StringComparison.Ordinal)
                && !row[1].Contains("Overtaken", StringComparison.Ordinal)),
            row => Assert.True(row[2] is "Debug" or "Information"));

    private static List<Instrument> Instruments()
    {
        List<Instrument> instruments = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Meter) instruments.Add(instrument);
        };
        RuntimeHelpers.RunClassConstructor(typeof(Meters).TypeHandle); // they are made with the class
        listener.Start();
        return instruments;
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "Histogram" => "histogram",
        "ObservableUpDownCounter" => "observable up-down counter",
        var other => other,
    };

    /// <summary>The rows of the table under a heading, without marks of code.</summary>
    private static IEnumerable<string[]> Rows(string heading) => Page.Split('\n')
        .SkipWhile(line => line != heading).Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith('|')).Skip(2)
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray());
}
