using System.Collections.Generic;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>Strict RFC 8259: what it does not allow is refused.</summary>
    internal sealed class JsonParser
    {

        private readonly string text;
        private int at;

        private JsonParser(string text)
        {
            this.text = text;
        }

        /// <summary>The depth comes before the syntax: nothing that recurses ever sees a nesting bomb.</summary>
        internal static Json Parse(byte[] body)
        {
            string text = Decode(body);
            if (IsTooDeep(body))
            {
                throw new WebhookException(ErrorCode.BodyTooDeep);
            }
            var parser = new JsonParser(text);
            parser.Space();
            Json value = parser.Value();
            parser.Space();
            if (parser.at < text.Length)
            {
                throw parser.Unexpected();
            }
            return value;
        }

        private static string Decode(byte[] body)
        {
            try
            {
                return new UTF8Encoding(false, true).GetString(body);
            }
            catch (DecoderFallbackException)
            {
                throw new WebhookException(ErrorCode.BodyNotJson, "it is not UTF-8");
            }
        }

        /// <summary>Looks at any bytes, valid JSON or not: how many brackets are open at once, outside of strings.</summary>
        private static bool IsTooDeep(byte[] body)
        {
            int depth = 0;
            bool inString = false;
            for (int i = 0; i < body.Length; i++)
            {
                byte letter = body[i];
                if (inString)
                {
                    if (letter == '\\')
                    {
                        i++;
                    }
                    else if (letter == '"')
                    {
                        inString = false;
                    }
                }
                else if (letter == '"')
                {
                    inString = true;
                }
                else if ((letter == '{' || letter == '[') && ++depth > Provider.MaxDepth)
                {
                    return true;
                }
                else if ((letter == '}' || letter == ']') && depth > 0)
                {
                    depth--;
                }
            }
            return false;
        }

        private Json Value()
        {
            int start = at;
            object value;
            switch (Peek())
            {
                case '{':
                    value = Object();
                    break;
                case '[':
                    value = Array();
                    break;
                case '"':
                    value = String();
                    break;
                case 't':
                    value = Literal("true", true);
                    break;
                case 'f':
                    value = Literal("false", false);
                    break;
                case 'n':
                    value = Literal("null", null);
                    break;
                default:
                    value = Number();
                    break;
            }
            return new Json(text, start, at, value);
        }

        private IReadOnlyDictionary<string, Json> Object()
        {
            var members = new Dictionary<string, Json>();
            Expect('{');
            Space();
            if (Accept('}'))
            {
                return members;
            }
            do
            {
                Space();
                // Names that only lone surrogates told apart are the same then.
                string name = Text.WithoutLoneSurrogates(String());
                Space();
                Expect(':');
                Space();
                members[name] = Value();
                Space();
            }
            while (Accept(','));
            Expect('}');
            return members;
        }

        private IReadOnlyList<Json> Array()
        {
            var items = new List<Json>();
            Expect('[');
            Space();
            if (Accept(']'))
            {
                return items;
            }
            do
            {
                Space();
                items.Add(Value());
                Space();
            }
            while (Accept(','));
            Expect(']');
            return items;
        }

        private string String()
        {
            Expect('"');
            var value = new StringBuilder();
            while (!Accept('"'))
            {
                if (Accept('\\'))
                {
                    value.Append(Escape());
                }
                else if (Peek() < ' ')
                {
                    throw Unexpected();
                }
                else
                {
                    value.Append(text[at++]);
                }
            }
            return value.ToString();
        }

        private char Escape()
        {
            char letter = Peek();
            at++;
            switch (letter)
            {
                case '"':
                case '\\':
                case '/':
                    return letter;
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'n':
                    return '\n';
                case 'r':
                    return '\r';
                case 't':
                    return '\t';
                case 'u':
                    return HexDigits();
                default:
                    throw Unexpected();
            }
        }

        private char HexDigits()
        {
            int value = 0;
            for (int i = 0; i < 4; i++)
            {
                int digit = "0123456789abcdef".IndexOf(char.ToLowerInvariant(Peek()));
                if (digit < 0)
                {
                    throw Unexpected();
                }
                value = value * 16 + digit;
                at++;
            }
            return (char)value;
        }

        private object Literal(string word, object value)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
            {
                throw Unexpected();
            }
            at += word.Length;
            return value;
        }

        private JsonNumber Number()
        {
            int start = at;
            Accept('-');
            if (!Accept('0'))
            {
                Digits();
            }
            if (Accept('.'))
            {
                Digits();
            }
            if (Accept('e') || Accept('E'))
            {
                if (!Accept('+'))
                {
                    Accept('-');
                }
                Digits();
            }
            return new JsonNumber(text.Substring(start, at - start));
        }

        private void Digits()
        {
            int start = at;
            while (Peek() >= '0' && Peek() <= '9')
            {
                at++;
            }
            if (at == start)
            {
                throw Unexpected();
            }
        }

        private void Space()
        {
            while (Peek() == ' ' || Peek() == '\t' || Peek() == '\n' || Peek() == '\r')
            {
                at++;
            }
        }

        /// <summary>The next character; a NUL at the end, which stands nowhere in JSON.</summary>
        private char Peek()
        {
            return at < text.Length ? text[at] : '\0';
        }

        private bool Accept(char letter)
        {
            if (Peek() != letter)
            {
                return false;
            }
            at++;
            return true;
        }

        private void Expect(char letter)
        {
            if (!Accept(letter))
            {
                throw Unexpected();
            }
        }

        private WebhookException Unexpected()
        {
            return new WebhookException(ErrorCode.BodyNotJson, "at character " + Text.Number(at));
        }
    }
}
