using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Autosend.Webhooks;

/// <summary>Tests of what the package does not show, compiled with its sources.</summary>
sealed partial class Tests
{
    static readonly byte[] One = Enumerable.Repeat((byte)1, 20).ToArray();
    static readonly string OneInHex = Hex.Encode(One);

    static byte[] Bytes(string text)
    {
        return Encoding.UTF8.GetBytes(text);
    }

    static SignatureScheme Scheme(
        SignatureKind kind, SignatureForm form = SignatureForm.Plain, string separator = "", params string[] versions)
    {
        return new SignatureScheme
        {
            Kind = kind,
            Hash = SignatureHash.Sha1,
            Form = form,
            Separator = separator,
            Prefix = "",
            Versions = versions,
            SignaturePair = "s",
            TimestampPair = "t",
            SecretPrefix = "",
        };
    }

    /// <summary>RFC 2202, test 2 of HMAC-SHA-1; the content in parts.</summary>
    void HmacIsOfAllParts()
    {
        SigningKey key = SigningKey.Of(Scheme(SignatureKind.Hmac), "Jefe");
        byte[] expected = Hex.Decode("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        byte[][] content = { Bytes("what do ya "), Bytes("want for nothing?") };
        Same(Hex.Encode(expected), Hex.Encode(key.Sign(content)));
        Same(true, key.Fits(new[] { new byte[20], expected, new byte[20] }, content));
        Same(false, key.Fits(new[] { new byte[20] }, content));
    }

    void TokensAreWhole()
    {
        var nothing = new byte[0][];
        SigningKey token = SigningKey.Of(Scheme(SignatureKind.Token), "hush");
        Same(true, token.Fits(new[] { Bytes("x"), Bytes("hush") }, nothing));
        Same(false, token.Fits(new[] { Bytes("hus"), Bytes("hushh"), new byte[0] }, nothing));
        SigningKey basic = SigningKey.Of(Scheme(SignatureKind.Basic), "a:b");
        Same(true, basic.Fits(new[] { Bytes("YTpi") }, nothing));
        Same(false, basic.Fits(new[] { Bytes("a:b") }, nothing));
    }

    static int Count(SignatureScheme scheme, string header)
    {
        return SignatureHeader.Read(scheme, header).Signatures.Count;
    }

    void EntriesOfAListThatDoNotCountAreSkipped()
    {
        SignatureScheme list = Scheme(SignatureKind.Hmac, SignatureForm.List, " ", "v1", "v2");
        string hex = OneInHex;
        Same(2, Count(list, "v1," + hex + " v1a," + hex + "  v2," + hex + " v3," + hex + " v1,00 " + hex));
        Same(0, Count(list, ""));
        Same(2, Count(Scheme(SignatureKind.Hmac, SignatureForm.List, ","), hex + ", " + hex + ",x"));
    }

    void OnlySoManyEntriesAreLookedAt()
    {
        SignatureScheme list = Scheme(SignatureKind.Hmac, SignatureForm.List, " ", "v1");
        Same(64, Count(list, string.Concat(Enumerable.Repeat("v1," + OneInHex + " ", 1000))));
        Same(0, Count(list, string.Concat(Enumerable.Repeat("v0 ", 64)) + "v1," + OneInHex));
    }

    void TheFirstTimestampAmongPairsCounts()
    {
        SignatureScheme pairs = Scheme(SignatureKind.Hmac, SignatureForm.Pairs, ",");
        string hex = OneInHex;
        SignatureHeader read = SignatureHeader.Read(pairs, "s=" + hex + ",=" + hex + ",t=1,t=2, s = " + hex + ",z=" + hex);
        Same("1", read.Timestamp);
        Same(2, read.Signatures.Count);
        Same("t=5,s=" + hex, SignatureHeader.Write(pairs, One, "5"));
    }

    void SignaturesHaveOneSpelling()
    {
        foreach (SignatureEncoding encoding in Enum.GetValues(typeof(SignatureEncoding)))
        {
            string text = SignatureText.Encode(One, encoding);
            Same(OneInHex, Hex.Encode(SignatureText.Decode(text, encoding, 20)));
            foreach (string other in new[] { "", text + "=", text + "A", text.Substring(1), " " + text, text + "\n" })
            {
                bool isPadding = encoding == SignatureEncoding.Base64Url && other.EndsWith("=", StringComparison.Ordinal);
                Same(isPadding, SignatureText.Decode(other, encoding, 20) != null);
            }
        }
        string high = Convert.ToBase64String(Enumerable.Repeat((byte)0xfb, 20).ToArray());
        Same(null, SignatureText.Decode(high, SignatureEncoding.Base64Url, 20));
    }

    void FormsAreDecodedAndSorted()
    {
        byte[] body = Bytes("b=2+%2b%zz%4&a=%C3%A4&b=1&&=x&c");
        Same("xa\u00e4b2 +%zz%4b1c", Encoding.UTF8.GetString(FormBody.Sorted(body)));
        Same("2 +%zz%4", Encoding.UTF8.GetString(FormBody.Field(body, "b")));
        Same(null, FormBody.Field(body, "d"));
    }

    /// <summary>Reads the member <c>it</c> of an object, and what is left of that.</summary>
    static T Read<T>(Codec<T> codec, string value, out IReadOnlyDictionary<string, Json> rest)
    {
        Json json = JsonParser.Parse(Bytes("{\"it\":" + value + "}"));
        var reader = new ObjectReader(json.Members, new Reading(0));
        T read = reader.Read(Field.Required(codec, "it", "it"));
        rest = reader.Rest;
        return read;
    }

    static void Refuses<T>(Codec<T> codec, params string[] values)
    {
        foreach (string value in values)
        {
            bool isRefused = false;
            try
            {
                Read(codec, value, out IReadOnlyDictionary<string, Json> rest);
            }
            catch (DecodeException)
            {
                isRefused = true;
            }
            Same(value + " is refused: True", value + " is refused: " + isRefused);
        }
    }

    void SignedIntegersAreExact()
    {
        foreach (long value in new[] { 0, -1, long.MaxValue, long.MinValue, (1L << 53) + 1 })
        {
            Same(value, Read(Codec.Long, Text.Number(value), out IReadOnlyDictionary<string, Json> rest));
            Same(0, rest.Count);
        }
        foreach (string spelled in new[] { "3.0", "3e0", "30e-1", "0.3E1", "3." + new string('0', 100) })
        {
            Same(3, Read(Codec.Long, spelled, out IReadOnlyDictionary<string, Json> rest));
            // It can't be printed back from the value.
            Same(spelled, rest["it"].ToString());
        }
        Refuses(
            Codec.Long, "1.5", "9223372036854775808", "-9223372036854775809", "1e999999999", "1e-999999999", "1e-99999999999",
            "\"1\"", "true", "null", "1." + new string('0', 100000) + "1");
    }

    void MapsHoldAnyNameAndAnythingStaysAsItCame()
    {
        Codec<IReadOnlyDictionary<string, Maybe<long>>> codec = Codec.Map(Codec.Maybe(Codec.Long));
        IReadOnlyDictionary<string, Json> rest;
        IReadOnlyDictionary<string, Maybe<long>> map = Read(codec, "{\"a\":1,\"\":null,\"a\":2,\"__proto__\":3}", out rest);
        Same(3, map.Count);
        Same(2, map["a"].Value);
        Same(true, map[""].IsNull);
        Same("{\"a\":2,\"\":null,\"__proto__\":3}", codec.Write(map, 0));
        Refuses(codec, "[]", "{\"a\":\"1\"}", "null");
        Same("[1, 1e999]", Read(Codec.Any, "[1, 1e999]", out rest).ToString());
    }

    void AttemptsAreBounded()
    {
        Json one = JsonParser.Parse(Bytes("1"));
        var reader = new ObjectReader(Json.NoMembers, new Reading(0));
        Same(true, reader.TryRead(Codec.Long, one, out long number));
        Same(1, number);
        Same(false, reader.TryRead(Codec.Text, one, out string text));
        for (int i = 0; i < 100000; i++)
        {
            reader.TryRead(Codec.Long, one, out number);
        }
        Same(false, reader.TryRead(Codec.Long, one, out number));
    }

    static string Find(string json, params string[] members)
    {
        return new JsonPath(members).Find(JsonParser.Parse(Bytes(json)))?.ToString() ?? "nowhere";
    }

    void PathsLeadToMembers()
    {
        Same("1", Find("{\"a\":{\"b\":1}}", "a", "b"));
        Same("{}", Find("{}"));
        Same("nowhere", Find("{\"a\":[1]}", "a", "0"));
        Same("nowhere", Find("{\"a\":1}", "a", "b"));
        Same("2", Find("{\"kind\":\"it\",\"it\":2}", "{kind}"));
        Same("nowhere", Find("{\"kind\":5,\"5\":2}", "{kind}"));
        Same("{\"a\":{\"b\":1}}", new JsonPath("a", "b").Around("1"));
    }

    static ErrorCode RefusedBatch(Envelope envelope, string body)
    {
        try
        {
            new EnvelopeReader(envelope, Bytes(body), HeaderValues.None).Read();
        }
        catch (WebhookException refused)
        {
            return refused.Code;
        }
        return null;
    }

    void BatchesAreListsOfEvents()
    {
        var envelope = new Envelope
        {
            Type = new[] { TextSource.OfBody(false, "kind") },
            Join = ".",
            TimeForm = TimeForm.UnixMs,
            Time = new JsonPath("at"),
            Data = new JsonPath("data"),
            Batch = new JsonPath("list"),
            FormField = "",
        };
        string data = "{\"emailId\":\"1\",\"from\":\"a\",\"to\":{\"email\":\"b\"},\"subject\":\"c\",\"test\":true}";
        string body = "{\"list\":[{\"kind\":\"email.opened\",\"at\":1700000000000,\"data\":" + data + ",\"x\":1},{\"kind\":\"new\"}]}";
        IReadOnlyList<Event> events = new EnvelopeReader(envelope, Bytes(body), HeaderValues.None).Read().Events;
        Same(2, events.Count);
        var opened = (EmailOpened)events[0];
        Same("1", opened.Data.EmailId);
        Same("at kind x", string.Join(" ", opened.Extra.Keys.OrderBy(it => it, StringComparer.Ordinal)));
        Same("2023-11-14T22:13:20.000Z", opened.CreatedAt.ToString());
        Same("new", ((Unknown)events[1]).Type);
        Same(ErrorCode.MissingEventType, RefusedBatch(envelope, "{\"list\":[]}"));
        Same(ErrorCode.BodyNotObject, RefusedBatch(envelope, "{}"));
        Same(ErrorCode.BodyNotObject, RefusedBatch(envelope, "{\"list\":[1]}"));
        Same(ErrorCode.BodyNotObject, RefusedBatch(envelope, "[]"));
    }

    void PointersAreEscaped()
    {
        Same("/a~1b/~0/c x", new DataProblem("", "x").Within("c").Within("~").Within("a/b").ToString());
    }
}
