-- Nothing calls it since the locks of a submission are two statements that many share (src/do/bids/bid.store.ts).
drop function lock_bid_for_submission(uuid);
