package autosendwebhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"sync"
	"sync/atomic"
)

// signer makes the signature of a request. It is a function that closes over the key, so that no way of printing a
// verifier can show a secret.
type signer func(headers deliveryHeaders, body string) [sha256.Size]byte

// keyring has the signers, and where a function gives the secrets, that.
type keyring struct {
	read    func() ([]string, error)
	signers atomic.Pointer[[]signer]
}

// current reads the secrets if that was not done yet, and tells whether they may have been replaced since.
func (k *keyring) current() (signers []signer, stale bool, err error) {
	if signers := k.signers.Load(); signers != nil {
		return *signers, k.read != nil, nil
	}
	signers, err = k.reread()
	return signers, false, err
}

// reread asks the function. Its error may hold a secret, so nobody gets to see it.
func (k *keyring) reread() ([]signer, error) {
	var secrets []string
	err := guarded(func() (err error) {
		secrets, err = k.read()
		return err
	})
	if err != nil {
		return nil, refuse(InvalidSecret, "the function that gives the secrets failed")
	}
	signers, refused := newSigners(secrets)
	if refused != nil {
		return nil, refused
	}
	k.signers.Store(&signers)
	return signers, nil
}

func newSigners(secrets []string) ([]signer, error) {
	if len(secrets) == 0 {
		return nil, refuse(InvalidSecret, "there is none")
	}
	signers := make([]signer, 0, len(secrets))
	for _, secret := range secrets {
		sign, err := newSigner(secret)
		if err != nil {
			return nil, err
		}
		signers = append(signers, sign)
	}
	return signers, nil
}

// newSigner refuses what can't be a secret: an empty key would let anybody sign.
func newSigner(secret string) (signer, error) {
	if err := checkSecret(secret); err != nil {
		return nil, err
	}
	key, err := signing.keyOf(secret)
	if err != nil {
		return nil, err
	}
	hashes := sync.Pool{New: func() any { return &keyedHash{Hash: hmac.New(sha256.New, key)} }}
	return func(headers deliveryHeaders, body string) [sha256.Size]byte {
		hash := hashes.Get().(*keyedHash)
		defer hashes.Put(hash)
		return hash.sign(headers, body)
	}, nil
}

// keyedHash is an HMAC that keeps what comes of its key: only the first request pays for that.
type keyedHash struct {
	hash.Hash
	// block and sum are here rather than allocated for each request.
	block [1024]byte
	sum   [sha256.Size]byte
}

func (k *keyedHash) sign(headers deliveryHeaders, body string) [sha256.Size]byte {
	k.Reset()
	for _, part := range signing.content {
		k.write(part.of(headers, body))
	}
	k.Sum(k.sum[:0])
	return k.sum
}

// write goes block by block, since a hash takes no strings.
func (k *keyedHash) write(text string) {
	for len(text) > 0 {
		length := copy(k.block[:], text)
		k.Write(k.block[:length])
		text = text[length:]
	}
}
