using System.Text.Json;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>
/// The object that a state stands in: its type, the version of the format, and a context, in any order.
/// </summary>
internal static class CrdtFrame
{
    /// <summary>The version that the frame names: looked for before anything else is read.</summary>
    internal static long VersionOf(ref Utf8JsonReader reader)
    {
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, JsonTokenType.StartObject);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
        {
            var isVersion = reader.ValueTextEquals("version"u8);
            _ = CrdtInput.Next(ref reader);
            if (isVersion)
                return CrdtInput.Whole(ref reader, 1, int.MaxValue);
            if (!reader.TrySkip())
                break;
        }
        throw new CrdtFault("no member is called version, and one should say 1");
    }

    internal static TCrdt Read<TCrdt>(ref Utf8JsonReader reader, CrdtInput input)
        where TCrdt : class, ICrdt<TCrdt>
    {
        var (state, context, members) = (default(TCrdt), default(CausalContext), FrameMembers.None);
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, JsonTokenType.StartObject);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
        {
            var member = MemberOf(ref reader);
            if ((members & member) != 0)
                throw CrdtInput.Instead("a member that is not there yet", ref reader);
            members |= member;
            _ = CrdtInput.Next(ref reader);
            if (member == FrameMembers.State)
                state = TCrdt.ReadState(ref reader, input);
            else if (member == FrameMembers.Context)
                context = ContextForm.Read(ref reader, input);
            else if (member == FrameMembers.Type && !IsText(ref reader, TCrdt.FormName))
                throw CrdtInput.Instead($"the type {TCrdt.FormName}", ref reader);
        }
        if (reader.Read())
            throw CrdtInput.Instead("nothing more", ref reader);
        return (members & FrameMembers.Type) == 0
            ? throw new CrdtFault($"no member is called type, and one should say {TCrdt.FormName}")
            : state is null ? throw new CrdtFault("no member is called state, and one should be")
            : Beside(state, context);
    }

    private static TCrdt Beside<TCrdt>(TCrdt state, CausalContext? context)
        where TCrdt : class, ICrdt<TCrdt> => (state.KnownContext, context) switch
        {
            (null, null) => state,
            (null, _) => throw new CrdtFault("a member is called context, and none should be in this type"),
            (_, null) => throw new CrdtFault("no member is called context, and one should be in this type"),
            _ => state.Knowing(context)!,
        };

    private static bool IsText(ref Utf8JsonReader reader, string text) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text);

    private static FrameMembers MemberOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? FrameMembers.Type
            : reader.ValueTextEquals("version"u8) ? FrameMembers.Version
            : reader.ValueTextEquals("context"u8) ? FrameMembers.Context
            : reader.ValueTextEquals("state"u8) ? FrameMembers.State
            : throw CrdtInput.Instead("type, version, context or state", ref reader);
}
